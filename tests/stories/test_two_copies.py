"""Two copies of the bot on one PostgreSQL: what a person does on both at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.people import PersonId, SafetyHold
from tests.stories.copies import Copies, some_copies
from tests.stories.story import Chatter


@pytest.fixture
async def copies(tmp_path: Path, postgresql_url: str) -> AsyncIterator[Copies]:
    """Two copies, and Ana, who has joined."""
    async with some_copies(tmp_path, postgresql_url) as made:
        yield made


@pytest.fixture
async def ana(copies: Copies) -> Chatter:
    """She who has joined."""
    (person,) = (await copies.story.door.get("/sim/users")).json()
    return Chatter(copies.story, person["id"])


async def opens_symptoms(copies: Copies, ana: Chatter) -> None:
    """The emergency list and the settings are both in her chat."""
    for command in ("/settings", "/symptoms"):
        assert await copies.copies[0].brought(await copies.text(ana, command)) == 200
        await copies.settles()


@pytest.mark.parametrize("late", ["answerCallbackQuery", None])
async def test_symptoms_told_on_one_copy_outlive_a_setting_changed_on_the_other(
    copies: Copies, ana: Chatter, late: str | None
) -> None:
    """The setting comes first and is held up: in whatever order the rest happens, no routine."""
    first, second = copies.copies
    await opens_symptoms(copies, ana)
    still = await copies.press(ana, "Keep pictures still")
    yes = await copies.press(ana, "Yes, one of these")
    if late:
        first.line.hold_up(late)
    changing = asyncio.create_task(first.brought(still))
    if late:
        async with asyncio.timeout(10):
            await first.line.reached[late].wait()
    telling = asyncio.create_task(second.brought(yes))
    assert await telling == 200
    await second.limber.settle()
    if late:
        first.line.let_through(late)
    assert await changing == 200
    await copies.settles()

    await first.brought(await copies.text(ana, "/today"))
    await copies.settles()
    assert "checked" in " ".join(await ana.labels()), await ana.reads()
    person = await first.limber.services.people.find(PersonId(ana.id))
    assert person is not None
    assert (person.hold, person.motion) == (SafetyHold.RED, False)
