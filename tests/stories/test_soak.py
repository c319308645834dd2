"""Many sessions by first buttons, as fast as the bot answers; then nothing is left to do."""

import asyncio
import logging

import pytest

from tests.stories.story import Chatter, Story, text_of

AT_ONCE = 8
"""People who press buttons concurrently."""


@pytest.mark.parametrize("sessions", [4, pytest.param(500, marks=pytest.mark.long)])
async def test_after_many_sessions_at_full_speed_the_bot_is_idle(
    story: Story, caplog: pytest.LogCaptureFixture, sessions: int
) -> None:
    people = [await story.person(f"P{number}") for number in range(min(sessions, AT_ONCE))]
    for each in people:
        await each.joins()
    done = 0
    while done < sessions:
        steps = await asyncio.gather(*map(_next_step, people))
        done += sum(is_over for is_over, _, _ in steps)
        await asyncio.gather(*(story.send(path, body) for _, path, body in steps))
        await story.settles()

    limber = story.wired.limber
    assert limber is not None
    await story.passes(hours=3)  # unfinished sessions end
    assert await limber.services.due_sessions.next_due() is None
    assert await limber.scheduler.advance_sessions() == 0
    # The scheduler warns when it skips a run because the machine is busy.
    logged = [each for each in caplog.records if not each.name.startswith("apscheduler")]
    assert [each for each in logged if each.levelno >= logging.WARNING] == []


async def _next_step(person: Chatter) -> tuple[bool, str, dict[str, object]]:
    """Return whether a session has just ended, and the person's next request."""
    where = f"/sim/users/{person.id}"
    newest = await person.newest()
    is_over = "How much does it hurt" in text_of(newest)
    if is_over or not newest["keyboard"] or "Try it now" in await person.labels():
        return is_over, f"{where}/text", {"text": "/today"}
    data = newest["keyboard"][0][0]["data"]
    return False, f"{where}/press", {"message_id": newest["message_id"], "data": data}
