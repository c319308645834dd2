"""Change where the person stretches and with which equipment."""

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import SetKit
from bot.domain.routines.exercises import Equipment, Place


def _set(answers: Answers) -> Finished:
    places, things = steps.kit_of(answers)
    return Finished(SetKit(frozenset(map(Place, places)), frozenset(map(Equipment, things))))


DIALOG = Dialog(
    "kit",
    {"kit": steps.kit("kit", _set)},
    lambda _, __: (steps.DONE, *steps.PLACES, *steps.EQUIPMENT),
)
