"""Moving to another time zone: a pin, a city, a zone name."""

from bot.domain.conversation import Answers, Finished, Flow
from bot.domain.flows import steps
from bot.domain.flows.effects import SetZone


def _set(answers: Answers) -> Finished:
    return Finished(SetZone(answers["zone"]))


FLOW = Flow(
    "zone", {"zone": steps.zone("zone", _set)}, lambda _, answers: steps.zone_choices(answers)
)
