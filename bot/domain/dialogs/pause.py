"""Pause reminders for a while."""

from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    DialogName,
    Finished,
    ParserContext,
    Step,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import Nothing, PauseFor
from bot.domain.dialogs.parsing import iso_date, span_days

CHOICES = ("1", "3", "7", "14", "open", "never-mind")


def _until(_: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("never-mind"):
            return Finished(Nothing())
        case ButtonAnswer("open"):
            return Finished(PauseFor())
        case ButtonAnswer(text) | TextAnswer(text):
            # A date is checked against today when the pause is set: dialogues know no clock.
            if span_days(text, context.vocabulary) or iso_date(text):
                return Finished(PauseFor(text))
    return Again("again-pause")


DIALOG = Dialog(DialogName("pause"), {"until": Step(_until, lambda _: CHOICES)})
