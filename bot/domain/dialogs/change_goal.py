"""Change the weekly goal: how many days a week."""

from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    Answers,
    ButtonAnswer,
    Dialog,
    Finished,
    ParserContext,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import SetGoal
from bot.domain.dialogs.parsing import span_days
from bot.domain.progress.streak import GOALS

USUAL = "usual"
CHOICES = (USUAL, *map(str, GOALS))


def _goal(_: Answers, answer: Answer, context: ParserContext) -> StepOutcome:
    match answer:
        case ButtonAnswer("usual"):
            return Finished(SetGoal(None))
        case ButtonAnswer(text) | TextAnswer(text):
            days = span_days(text, context.vocabulary)
            if days in GOALS:
                return Finished(SetGoal(days))
    return Again("again-goal")


DIALOG = Dialog("goal", {"goal": _goal}, lambda _, __: CHOICES)
