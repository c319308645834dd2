"""Fill in a day of the last week: done without the bot, or missed while ill or away."""

from datetime import date

from bot.domain.dialogs import steps
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    Finished,
    Next,
    ParserContext,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import CallOff, FillIn, Nothing
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


def _chosen(answers: Answers) -> date:
    return date.fromisoformat(answers["day"])


DIALOG = Dialog(
    "day",
    {
        "day": _day,
        "what": steps.one_of(
            stretched=lambda answers: Finished(FillIn(_chosen(answers))),
            away=lambda answers: Finished(CallOff(_chosen(answers))),
            never_mind=lambda _: Finished(Nothing()),
        ),
    },
    lambda step, answers: (
        (*open_days(answers), NEVER_MIND) if step == "day" else ("stretched", "away", NEVER_MIND)
    ),
)
