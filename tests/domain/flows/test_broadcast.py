"""Writing to everybody: a text, a look at it, a confirmation."""

import pytest

from bot.domain import flows
from bot.domain.broadcasts import LONGEST
from bot.domain.conversation import (
    Again,
    Answer,
    Conversation,
    Finished,
    FlowName,
    Next,
    Pinned,
    Pressed,
    StepOutcome,
    Typed,
)
from bot.domain.flows.effects import Nothing, SendToAll
from tests.builders import ANA, READING


def say(step: str, answer: Answer) -> StepOutcome:
    talk = Conversation(ANA, FlowName.BROADCAST, step, {"people": 3, "text": "Before"})
    return flows.advance(talk, answer, READING)


@pytest.mark.parametrize("step", ["text", "confirm"])
def test_what_is_typed_is_looked_at_before_it_goes_out(step: str) -> None:
    assert say(step, Typed(" Hello\nall ")) == Next("confirm", {"people": 3, "text": "Hello\nall"})


def test_only_a_press_sends_it() -> None:
    assert say("confirm", Pressed("send")) == Finished(SendToAll("Before"))
    assert say("text", Pressed("send")) == Again("again-broadcast")
    assert say("confirm", Pressed("rewrite")) == Next("text", {"people": 3, "text": "Before"})


@pytest.mark.parametrize("step", ["text", "confirm"])
def test_it_can_be_left_at_any_time(step: str) -> None:
    assert say(step, Pressed("never-mind")) == Finished(Nothing())


@pytest.mark.parametrize(
    "answer", [Typed("  "), Typed("a" * (LONGEST + 1)), Pinned("Europe/Berlin")]
)
def test_what_is_no_text_or_too_long_is_asked_for_again(answer: Answer) -> None:
    assert say("text", answer) == Again("again-broadcast")
