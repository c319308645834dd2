"""The main stories on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.story import Story, a_story
from tests.stories.strict import read_strictly


@pytest.fixture
async def story(tmp_path: Path, database_url: str) -> AsyncIterator[Story]:
    """Yield the bot in an empty world, with each database of this run."""
    async with a_story(tmp_path, database_url) as told:
        yield told
        read_strictly(await told.calls())


async def test_two_mornings_make_a_streak(story: Story) -> None:
    ana = await story.person()
    await ana.joins("London")
    for day, streak in (("2026-03-10", "1 day"), ("2026-03-11", "2 days")):
        await story.until(f"{day}T08:00:30")
        assert "Start" in (await ana.labels())[0]
        await ana.presses_first()
        await ana.lets_it_run()
        await ana.presses("Skip")
        await ana.writes("/streak")
        assert streak in await ana.reads()


async def test_restarts_lose_nothing(story: Story) -> None:
    ana = await story.person()
    await ana.writes("/start")
    await ana.presses_first()
    await story.bot_restarts()
    await ana.presses_first()
    await ana.joins()
    await ana.writes("/today")
    await story.bot_restarts()
    await ana.lets_it_run()
    await ana.presses("Skip")
    await ana.writes("/streak")
    assert "1 day" in await ana.reads()


async def test_deleting_everything_resets_the_streak(story: Story) -> None:
    ana = await story.joined()
    await ana.stretches()
    await ana.writes("/forget")
    await ana.presses("Yes")
    await ana.writes("/streak")
    assert "Streak: 0" in await ana.reads()
