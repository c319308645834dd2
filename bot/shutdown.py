"""Stopping in time: one deadline for the whole stop, and a share of it for each part."""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine

log = logging.getLogger(__name__)

SECONDS = 7.5
"""For the whole stop. Docker kills after 10, and the process around the bot has to end too."""

POLLS, WORK, CLOSING = 1.0, 5.0, 1.0
"""Seconds to stop polling, to finish work in progress, and to close each connection."""


class Deadline:
    """The moment at which everything has to have ended."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._ends = asyncio.get_running_loop().time() + seconds

    def share(self, seconds: float) -> float:
        """The given seconds, or what is left of the time if that is less."""
        return max(0.0, min(seconds, self._ends - asyncio.get_running_loop().time()))

    async def part(self, name: str, work: Awaitable[object], seconds: float = CLOSING) -> None:
        """Wait for a part of the stop; cancel it, with a warning, after its share of the time."""
        seconds = self.share(seconds)
        try:
            async with asyncio.timeout(seconds):
                await work
        except TimeoutError:
            log.warning("%s did not end within %.1f s and was cancelled", name, seconds)


async def unless(stopped: asyncio.Event, work: Coroutine[object, object, None]) -> bool:
    """Do the work, but cancel it when the event is set; whether it was done.

    Raises what the work raises.
    """
    if stopped.is_set():  # work cancelled at its first step may leave its resources open
        work.close()
        return False
    task, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.cancel()
        task.cancel()  # does nothing to a task that is done
    await asyncio.wait((task, stop))
    if task.cancelled():
        return False
    await task
    return True
