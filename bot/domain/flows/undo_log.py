"""Taking the last log out again, after one confirmation."""

from datetime import date

from bot.domain.conversation import Answers, Finished, Flow
from bot.domain.flows.effects import Nothing, UndoLog
from bot.domain.flows.steps import one_of


def _undo(answers: Answers) -> Finished:
    workout = answers.get("undo")
    return Finished(UndoLog(date.fromisoformat(answers["day"]), workout))


FLOW = Flow(
    "confirm",
    {"confirm": one_of(undo=_undo, keep=lambda _: Finished(Nothing()))},
    lambda _, __: ("undo", "keep"),
)
