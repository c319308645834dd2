"""Fixtures: a world for each test, whose Bot API calls are validated at the end.

A test that asks for `ana` begins with a person who has joined; one that asks for `both`, with two.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.joined import joined
from tests.stories.story import Chatter, Start, Story, a_story
from tests.stories.strict import read_strictly

JOINED = {"ana": 1, "both": 2}
"""How many people have joined before a test that asks for this fixture."""


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Start | None:
    """Return what the story begins with; None is an empty world."""
    asked = [count for name, count in JOINED.items() if name in request.fixturenames]
    return joined(max(asked)) if asked else None


@pytest.fixture
async def story(tmp_path: Path, start: Start | None) -> AsyncIterator[Story]:
    """Yield the whole bot in its world."""
    async with a_story(tmp_path, start=start) as told:
        yield told
        read_strictly(await told.calls())


@pytest.fixture
def ana(story: Story, start: Start) -> Chatter:
    """Return Ana, who has joined and is reminded at 08:00."""
    return Chatter(story, start.people[0])


@pytest.fixture
def both(story: Story, start: Start) -> tuple[Chatter, Chatter]:
    """Return two people who have joined, both called Ana."""
    one, other = start.people
    return Chatter(story, one), Chatter(story, other)
