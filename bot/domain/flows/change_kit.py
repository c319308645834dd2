"""Changing where and with what a person stretches."""

from bot.domain.conversation import Answers, Finished, Flow
from bot.domain.exercises import Equipment, Place
from bot.domain.flows import steps
from bot.domain.flows.effects import SetKit


def _set(answers: Answers) -> Finished:
    places, things = steps.kit_of(answers)
    return Finished(SetKit(frozenset(map(Place, places)), frozenset(map(Equipment, things))))


FLOW = Flow(
    "kit",
    {"kit": steps.kit("kit", _set)},
    lambda _, __: (steps.DONE, *steps.PLACES, *steps.EQUIPMENT),
)
