"""A person who presses and writes anything, in any order, with restarts in between.

A seeded random walk through the whole bot: nothing is logged as an error, no call is rejected,
every press is answered once, and commands still work in the end.
"""

import logging
from random import Random
from typing import Any

import pytest

from tests.stories.story import Chatter, Story

STEPS = 80
WRITTEN = (
    "/start",
    "/today",
    "/streak",
    "/settings",
    "/times 07:30 21:15",
    "/zone Asia/Kathmandu",
    "/pause 3 days",
    "/resume",
    "/pain",
    "/library",
    "/symptoms",
    "/nothing",
    "730",
    "25:99",
    "Lima",
    "5",
    "<b>&",
    "🙂" * 50,
)
SPANS = (20, 60, 900, 6 * 3600, 24 * 3600)


@pytest.mark.parametrize("seed", range(2))
async def test_random_actions_cause_no_errors(
    story: Story, ana: Chatter, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    draw = Random(seed)  # noqa: S311 - a random walk, not a secret
    done = [await _one_step(story, ana, draw) for _ in range(STEPS)]

    trail = "\n".join(done)
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == [], (
        trail
    )
    assert [each for call in await story.calls() if (each := _refusal(call))] == [], trail
    pressed = sum(each.startswith("press") for each in done)
    answers = await story.calls("answerCallbackQuery")
    assert len({call["params"]["callback_query_id"] for call in answers}) == len(answers), trail
    assert len(answers) >= pressed, trail
    await _comes_back(ana)


async def _one_step(story: Story, ana: Chatter, draw: Random) -> str:
    """Press, write, wait or restart, and return a description."""
    what = draw.random()
    buttons = [
        (message, button)
        for message in (await ana.from_bot())[-4:]
        for row in message["keyboard"]
        for button in row
        if "data" in button
    ]
    if what < 0.75 and buttons:
        message, button = draw.choice(buttons)
        await ana.press_in(message, data=button["data"])
        return f"press {button['text']!r} ({button['data']})"
    if what < 0.9:
        text = draw.choice(WRITTEN)
        await ana.writes(text)
        return f"write {text!r}"
    if what < 0.97:
        seconds = draw.choice(SPANS)
        await story.passes(seconds=seconds)
        return f"{seconds} s pass"
    await story.bot_restarts()
    return "restart"


def _refusal(call: dict[str, Any]) -> str:
    """Return why a call was rejected, except for unchanged edits and interrupted polls."""
    if call["status"] == 200 or call["method"] == "getUpdates":
        return ""
    said: str = call["response"].get("description", "no answer")
    return "" if "message is not modified" in said else f"{call['method']}: {said}"


async def _comes_back(ana: Chatter) -> None:
    """Check that commands still work."""
    await ana.writes("/streak")
    assert "treak" in await ana.reads() or await ana.labels(), await ana.reads()
