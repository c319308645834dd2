"""The dialogues about the log: the goal, filling in a day, undoing an entry."""

from datetime import date
from typing import Any

import pytest

from bot.domain.dialogs import registry
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    ButtonAnswer,
    Conversation,
    DialogName,
    Effect,
    Finished,
    Next,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import CallOff, ChangePerson, FillIn, Nothing, UndoLog
from tests.builders import ANA, READING

MONDAY = "2026-03-09"


def say(dialog: DialogName, step: str, answer: Answer, **answers: Any) -> StepOutcome:
    return registry.advance(Conversation(ANA, dialog, step, answers), answer, READING)


@pytest.mark.parametrize(
    ("answer", "goal"),
    [
        (ButtonAnswer("usual"), None),
        (ButtonAnswer("2"), 2),
        (ButtonAnswer("7"), 7),
        (TextAnswer("3"), 3),
        (TextAnswer("4 days"), 4),
    ],
)
def test_a_goal_is_picked_or_typed(answer: Answer, goal: int | None) -> None:
    assert say(DialogName("goal"), "goal", answer) == Finished(ChangePerson({"weekly_goal": goal}))


@pytest.mark.parametrize("text", ["1", "8", "0", "two", "1 week ago", ""])
def test_any_other_goal_is_asked_again(text: str) -> None:
    assert say(DialogName("goal"), "goal", TextAnswer(text)) == Again("again-goal")


def test_a_day_on_offer_leads_to_the_question_what_was_done() -> None:
    asked = say(DialogName("fill"), "day", ButtonAnswer(MONDAY), open=[MONDAY])
    assert asked == Next("what", {"open": [MONDAY], "day": MONDAY})


@pytest.mark.parametrize("text", ["2026-03-01", "monday", "2026-13-40"])
def test_any_other_day_is_asked_again(text: str) -> None:
    assert say(DialogName("fill"), "day", TextAnswer(text), open=[MONDAY]) == Again("again-fill")


@pytest.mark.parametrize(
    ("choice", "effect"),
    [
        ("stretched", FillIn(date(2026, 3, 9))),
        ("away", CallOff(date(2026, 3, 9))),
        ("never-mind", Nothing()),
    ],
)
def test_a_day_is_filled_in_or_called_off(choice: str, effect: Effect) -> None:
    assert say(DialogName("fill"), "what", ButtonAnswer(choice), day=MONDAY) == Finished(effect)


def test_filling_in_can_be_cancelled() -> None:
    assert say(DialogName("fill"), "day", ButtonAnswer("never-mind"), open=[MONDAY]) == Finished(
        Nothing()
    )


def test_the_last_log_entry_is_removed_only_after_confirmation() -> None:
    known = {"day": MONDAY, "undo": 7}
    day = date(2026, 3, 9)
    assert say(DialogName("undo"), "confirm", ButtonAnswer("undo"), **known) == Finished(
        UndoLog(day, 7)
    )
    assert say(DialogName("undo"), "confirm", ButtonAnswer("undo"), day=MONDAY) == Finished(
        UndoLog(day)
    )
    assert say(DialogName("undo"), "confirm", ButtonAnswer("keep"), **known) == Finished(Nothing())
