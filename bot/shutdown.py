"""Stopping in time: one deadline for the whole of it, and a share of it for each part."""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine

log = logging.getLogger(__name__)

SECONDS = 7.5
"""For the whole stop of a bot. Docker kills after 10, and whoever started us has to end as well."""

POLLS, WORK, CLOSING = 1.0, 5.0, 1.0
"""Shares: to ask for no more updates, to end what is in hand, and to close each connection."""


class Deadline:
    """The moment at which everything has to be over."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._ends = asyncio.get_running_loop().time() + seconds

    def share(self, seconds: float) -> float:
        """So many seconds, or what is left."""
        return max(0.0, min(seconds, self._ends - asyncio.get_running_loop().time()))

    async def part(self, name: str, work: Awaitable[object], seconds: float = CLOSING) -> None:
        """Wait for a part of the stop, but not longer than its share."""
        seconds = self.share(seconds)
        try:
            async with asyncio.timeout(seconds):
                await work
        except TimeoutError:
            log.warning("%s did not end within %.1f s and was cut off", name, seconds)


async def unless(stopped: asyncio.Event, work: Coroutine[object, object, None]) -> bool:
    """Do this work, unless the event is set before it ends; whether it was done.

    Raises what the work raises.
    """
    if stopped.is_set():  # work that is cut off at its first step may leave open what it opened
        work.close()
        return False
    task, told = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((task, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        task.cancel()  # which changes nothing when it is done
    await asyncio.wait((task, told))
    if task.cancelled():
        return False
    await task
    return True
