"""The broadcast dialogue: a text, a preview, a confirmation."""

import pytest

from bot.domain.broadcasts import MAX_CHARACTERS
from bot.domain.dialogs import registry
from bot.domain.dialogs.conversation import (
    Again,
    Answer,
    ButtonAnswer,
    Conversation,
    DialogName,
    Finished,
    LocationAnswer,
    Next,
    StepOutcome,
    TextAnswer,
)
from bot.domain.dialogs.effects import Nothing, SendToAll
from tests.builders import ANA, READING


def say(step: str, answer: Answer) -> StepOutcome:
    conversation = Conversation(ANA, DialogName("broadcast"), step, {"people": 3, "text": "Before"})
    return registry.advance(conversation, answer, READING)


@pytest.mark.parametrize("step", ["text", "confirm"])
def test_a_typed_text_is_previewed_before_it_is_sent(step: str) -> None:
    assert say(step, TextAnswer(" Hello\nall ")) == Next(
        "confirm", {"people": 3, "text": "Hello\nall"}
    )


def test_only_a_button_press_sends_it() -> None:
    assert say("confirm", ButtonAnswer("send")) == Finished(SendToAll("Before"))
    assert say("text", ButtonAnswer("send")) == Again("again-broadcast")
    assert say("confirm", ButtonAnswer("rewrite")) == Next("text", {"people": 3, "text": "Before"})


@pytest.mark.parametrize("step", ["text", "confirm"])
def test_it_can_be_cancelled_at_any_step(step: str) -> None:
    assert say(step, ButtonAnswer("never-mind")) == Finished(Nothing())


@pytest.mark.parametrize(
    "answer",
    [TextAnswer("  "), TextAnswer("a" * (MAX_CHARACTERS + 1)), LocationAnswer("Europe/Berlin")],
)
def test_an_answer_that_is_not_a_text_or_too_long_is_asked_again(answer: Answer) -> None:
    assert say("text", answer) == Again("again-broadcast")
