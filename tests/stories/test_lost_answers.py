"""Telegram fails during a request: the person still sees the right message.

Two people do each step, one of them with a fault. Afterwards both see the same.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.stories.story import Chatter, Story

FAULTS: dict[str, dict[str, Any]] = {
    "502": {"status": 502},
    "500": {"status": 500},
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "429": {"status": 429, "retry_after": 0},
}

Does = Callable[[Chatter], Awaitable[Any]]


class Pair:
    """Two people with the same name. Faults affect Ana's requests only."""

    def __init__(self, story: Story, ana: Chatter, double: Chatter, fault: dict[str, Any]):
        self.story = story
        self.ana = ana
        self.double = double
        self.fault = fault

    async def both(self, does: Does) -> None:
        """Let both do a step, with one fault for Ana, and compare what they see."""
        order = {"method": "*", "chat_id": self.ana.id, "times": 1, **self.fault}
        await self.story.http.post("/sim/faults", json=order)
        await does(self.ana)
        assert (await self.story.http.get("/sim/faults")).json() == [], "the fault did not occur"
        await does(self.double)
        assert await seen(self.ana) == await seen(self.double)


async def seen(person: Chatter) -> tuple[str, list[str]]:
    """Return the newest text without its countdown, and its buttons."""
    return re.sub(r"\d+ s\b", "… s", await person.reads()), await person.labels()


@pytest.fixture(params=list(FAULTS.values()), ids=list(FAULTS))
async def pair(request: pytest.FixtureRequest, story: Story) -> Pair:
    """Return two people who have not joined."""
    return Pair(story, await story.person("Ana"), await story.person("Ana"), request.param)


@pytest.fixture(params=list(FAULTS.values()), ids=list(FAULTS))
def joined(request: pytest.FixtureRequest, story: Story, both: tuple[Chatter, Chatter]) -> Pair:
    """Return two people who have joined."""
    return Pair(story, *both, request.param)


async def test_every_step_of_onboarding_arrives(pair: Pair) -> None:
    await pair.both(lambda each: each.writes("/start"))
    for _ in range(20):
        if "Try it now" in await pair.ana.labels():
            return
        await pair.both(lambda each: each.presses_first())
    raise AssertionError(f"onboarding does not end: {await pair.ana.reads()}")


async def test_the_emergency_advice_of_onboarding_arrives(pair: Pair) -> None:
    for each in (pair.ana, pair.double):
        await each.writes("/start")
        await each.presses_first()
    await pair.both(lambda each: each.presses("Yes"))
    assert "Please stop here" in await pair.ana.reads()


async def test_the_emergency_advice_after_new_symptoms_arrives(joined: Pair) -> None:
    await joined.both(lambda each: each.writes("/symptoms"))
    await joined.both(lambda each: each.presses("Yes, one of these"))
    assert "Please stop here" in await joined.ana.reads()


async def test_commands_are_answered(joined: Pair) -> None:
    await joined.both(lambda each: each.writes("/start"))
    await joined.both(lambda each: each.writes("/today"))
    await joined.both(lambda each: each.writes("/export"))
    await joined.both(lambda each: each.writes("/export csv"))
    await joined.both(lambda each: each.writes("/streak"))


async def test_a_session_continues_from_its_card_to_the_pain_question(joined: Pair) -> None:
    for each in (joined.ana, joined.double):
        await each.writes("/today")
    await joined.both(lambda each: each.presses_first())  # Go
    await joined.both(lambda each: each.presses_first())  # Done
    for each in (joined.ana, joined.double):
        await each.presses_first_until("0")
    assert "leg" in await joined.ana.reads()
    await joined.both(lambda each: each.presses("0"))
    assert "leg 0 of 10" in await joined.ana.reads()


async def test_deleting_everything_is_confirmed(joined: Pair) -> None:
    await joined.both(lambda each: each.writes("/forget"))
    await joined.both(lambda each: each.presses("Yes, delete everything"))
    assert "Everything about you is deleted" in await joined.ana.reads()
    await joined.both(lambda each: each.presses_first())
