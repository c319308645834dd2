"""Stories: each test gets a world, and at its end every call in it is read by a strict reader."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.story import Story, a_story
from tests.stories.strict import read_strictly


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """The whole bot on an empty world."""
    async with a_story(tmp_path) as told:
        yield told
        read_strictly(await told.calls())
