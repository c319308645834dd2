"""Change the time zone, from a shared location, a city or a zone name."""

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import SetZone


def _set(answers: Answers) -> Finished:
    return Finished(SetZone(answers["zone"]))


DIALOG = Dialog(
    "zone", {"zone": steps.zone("zone", _set)}, lambda _, answers: steps.zone_choices(answers)
)
