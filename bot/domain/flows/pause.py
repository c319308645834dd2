"""Letting reminders rest for a while."""

from bot.domain.conversation import (
    Again,
    Answer,
    Answers,
    Finished,
    Flow,
    Pressed,
    Reading,
    StepOutcome,
    Typed,
)
from bot.domain.flows.effects import Nothing, PauseFor
from bot.domain.reading import iso_date, span_days

CHOICES = ("1", "3", "7", "14", "open", "never-mind")


def _until(_: Answers, answer: Answer, reading: Reading) -> StepOutcome:
    match answer:
        case Pressed("never-mind"):
            return Finished(Nothing())
        case Pressed("open"):
            return Finished(PauseFor())
        case Pressed(text) | Typed(text):
            # A date is checked against today when the pause is set: a flow knows no clock.
            if span_days(text, reading.vocabulary) or iso_date(text):
                return Finished(PauseFor(text))
    return Again("again-pause")


FLOW = Flow("until", {"until": _until}, lambda _, __: CHOICES)
