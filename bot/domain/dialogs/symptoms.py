"""New symptoms: the emergency list, and what follows if one applies."""

from bot.domain.dialogs.conversation import Answers, Dialog, DialogName, Finished, Next
from bot.domain.dialogs.effects import Cleared, NoSymptoms, Nothing, SafetyBlock
from bot.domain.dialogs.steps import one_of, to
from bot.domain.people.person import SafetyHold


def _one(answers: Answers) -> Next:
    return Next("red", answers, SafetyBlock(SafetyHold.RED))


def _cleared(_: Answers) -> Finished:
    return Finished(Cleared())


STEPS = {
    "list": one_of(none=lambda _: Finished(NoSymptoms()), one=_one),
    "red": one_of(checked=_cleared, again=to("red-list")),
    "red-list": one_of(checked=_cleared, back=to("red")),
    "held": one_of(stay=lambda _: Finished(Nothing()), checked=_cleared),
}
"""The emergency list and its follow-up steps; other dialogues include them."""

DIALOG = Dialog(DialogName("symptoms"), STEPS)
