"""Correct the log: fill in a day of the last week, or remove the last entry."""

from datetime import date

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    Next,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import CallOff, FillIn, Nothing, UndoLog
from bot.domain.dialogs.parsing import iso_date

NEVER_MIND = "never-mind"


def open_days(answers: Answers) -> tuple[str, ...]:
    """The days on offer as ISO dates, yesterday first."""
    return tuple(answers.get("open", ()))


def _day(answers: Answers, answer: Answer, _: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("never-mind"):
            return Finished(Nothing())
        case ButtonAnswer(text) | TextAnswer(text):
            day = iso_date(text)
            if day is not None and day.isoformat() in open_days(answers):
                return Next("what", steps.keep(answers, day=day.isoformat()))
    return Again("again-fill")


def _day_of(answers: Answers) -> date:
    return date.fromisoformat(answers["day"])


def _undo(answers: Answers) -> Finished:
    session = answers.get("undo")
    return Finished(UndoLog(_day_of(answers), session))


FILL = Dialog(
    DialogName("fill"),
    {
        "day": Step(_day, lambda answers: (*open_days(answers), NEVER_MIND)),
        "what": steps.one_of(
            stretched=lambda answers: Finished(FillIn(_day_of(answers))),
            away=lambda answers: Finished(CallOff(_day_of(answers))),
            never_mind=lambda _: Finished(Nothing()),
        ),
    },
)
UNDO = Dialog(
    DialogName("undo"),
    {"confirm": steps.one_of(undo=_undo, keep=lambda _: Finished(Nothing()))},
)
