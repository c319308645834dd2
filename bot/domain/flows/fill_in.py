"""Filling in a day of the last week: done without the bot, or called off as ill or away."""

from datetime import date

from bot.domain.conversation import (
    Again,
    Answer,
    Answers,
    Finished,
    Flow,
    Next,
    Pressed,
    Reading,
    StepOutcome,
    Typed,
)
from bot.domain.flows import steps
from bot.domain.flows.effects import CallOff, FillIn, Nothing
from bot.domain.reading import iso_date

NEVER_MIND = "never-mind"


def open_days(answers: Answers) -> tuple[str, ...]:
    """The days on offer as ISO dates, yesterday first."""
    return tuple(answers.get("open", ()))


def _day(answers: Answers, answer: Answer, _: Reading) -> StepOutcome:
    match answer:
        case Pressed("never-mind"):
            return Finished(Nothing())
        case Pressed(text) | Typed(text):
            day = iso_date(text)
            if day is not None and day.isoformat() in open_days(answers):
                return Next("what", steps.keep(answers, day=day.isoformat()))
    return Again("again-fill")


def _chosen(answers: Answers) -> date:
    return date.fromisoformat(answers["day"])


FLOW = Flow(
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
