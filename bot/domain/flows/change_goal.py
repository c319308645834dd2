"""Changing the weekly goal: how many days a week."""

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
from bot.domain.flows.effects import SetGoal
from bot.domain.reading import span_days
from bot.domain.streak import GOALS

USUAL = "usual"
CHOICES = (USUAL, *map(str, GOALS))


def _goal(_: Answers, answer: Answer, reading: Reading) -> StepOutcome:
    match answer:
        case Pressed("usual"):
            return Finished(SetGoal(None))
        case Pressed(text) | Typed(text):
            days = span_days(text, reading.vocabulary)
            if days in GOALS:
                return Finished(SetGoal(days))
    return Again("again-goal")


FLOW = Flow("goal", {"goal": _goal}, lambda _, __: CHOICES)
