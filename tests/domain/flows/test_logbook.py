"""The dialogues around the log: the goal, filling in, taking out."""

from datetime import date
from typing import Any

import pytest

from bot.domain import flows
from bot.domain.conversation import (
    Again,
    Answer,
    Conversation,
    Effect,
    Finished,
    FlowName,
    Next,
    Pressed,
    StepOutcome,
    Typed,
)
from bot.domain.flows.effects import CallOff, FillIn, Nothing, SetGoal, UndoLog
from tests.builders import ANA, READING

MONDAY = "2026-03-09"


def say(flow: FlowName, step: str, answer: Answer, **answers: Any) -> StepOutcome:
    return flows.advance(Conversation(ANA, flow, step, answers), answer, READING)


@pytest.mark.parametrize(
    ("answer", "goal"),
    [
        (Pressed("usual"), None),
        (Pressed("2"), 2),
        (Pressed("7"), 7),
        (Typed("3"), 3),
        (Typed("4 days"), 4),
    ],
)
def test_a_goal_is_picked_or_typed(answer: Answer, goal: int | None) -> None:
    assert say(FlowName.GOAL, "goal", answer) == Finished(SetGoal(goal))


@pytest.mark.parametrize("text", ["1", "8", "0", "two", "1 week ago", ""])
def test_another_goal_is_asked_again(text: str) -> None:
    assert say(FlowName.GOAL, "goal", Typed(text)) == Again("again-goal")


def test_a_day_on_offer_leads_to_what_it_was() -> None:
    asked = say(FlowName.FILL, "day", Pressed(MONDAY), open=[MONDAY])
    assert asked == Next("what", {"open": [MONDAY], "day": MONDAY})


@pytest.mark.parametrize("text", ["2026-03-01", "monday", "2026-13-40"])
def test_any_other_day_is_asked_again(text: str) -> None:
    assert say(FlowName.FILL, "day", Typed(text), open=[MONDAY]) == Again("again-fill")


@pytest.mark.parametrize(
    ("choice", "effect"),
    [
        ("stretched", FillIn(date(2026, 3, 9))),
        ("away", CallOff(date(2026, 3, 9))),
        ("never-mind", Nothing()),
    ],
)
def test_a_day_was_done_or_called_off(choice: str, effect: Effect) -> None:
    assert say(FlowName.FILL, "what", Pressed(choice), day=MONDAY) == Finished(effect)


def test_nothing_has_to_be_filled_in() -> None:
    assert say(FlowName.FILL, "day", Pressed("never-mind"), open=[MONDAY]) == Finished(Nothing())


def test_the_last_log_is_taken_out_only_on_a_yes() -> None:
    known = {"day": MONDAY, "undo": 7}
    day = date(2026, 3, 9)
    assert say(FlowName.UNDO, "confirm", Pressed("undo"), **known) == Finished(UndoLog(day, 7))
    assert say(FlowName.UNDO, "confirm", Pressed("undo"), day=MONDAY) == Finished(UndoLog(day))
    assert say(FlowName.UNDO, "confirm", Pressed("keep"), **known) == Finished(Nothing())
