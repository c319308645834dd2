"""Remove the last log entry, after one confirmation."""

from datetime import date

from bot.domain.dialogs.conversation import Answers, Dialog, Finished
from bot.domain.dialogs.effects import Nothing, UndoLog
from bot.domain.dialogs.steps import one_of


def _undo(answers: Answers) -> Finished:
    session = answers.get("undo")
    return Finished(UndoLog(date.fromisoformat(answers["day"]), session))


DIALOG = Dialog(
    "confirm",
    {"confirm": one_of(undo=_undo, keep=lambda _: Finished(Nothing()))},
    lambda _, __: ("undo", "keep"),
)
