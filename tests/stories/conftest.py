"""Fixtures: a world for each test, whose Bot API calls are validated at the end."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.story import Story, a_story
from tests.stories.strict import read_strictly


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """Yield the whole bot in an empty world."""
    async with a_story(tmp_path) as told:
        yield told
        read_strictly(await told.calls())
