"""People who have joined, as a saved state from which stories begin.

To join takes thirteen presses, which is longer than most stories. So they are pressed once in each
process of a test run; afterwards the database file and the world of the stand-in are copied.
"""

import asyncio
import json
import tempfile
from functools import cache
from pathlib import Path

from tests.stories.story import Start, a_story
from tests.stories.strict import read_strictly


@cache
def joined(count: int) -> Start:
    """Return a state with people called Ana who have joined. Needs a thread without a loop."""
    return asyncio.run(_joined(count))


async def _joined(count: int) -> Start:
    with tempfile.TemporaryDirectory(prefix="limber-joined-") as name:
        folder = Path(name)
        async with a_story(folder) as story:
            people = [await story.person("Ana") for _ in range(count)]
            for each in people:
                await each.joins()
            read_strictly(await story.calls())
            world = json.dumps(story.world.snapshot())
        assert not (folder / "limber.db-wal").exists(), "the file has every change"
        return Start(
            (folder / "limber.db").read_bytes(),
            world,
            story.world.clock.now(),
            tuple(each.id for each in people),
        )
