"""The metronome: APScheduler beats once a second, and each beat does what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.metrics import METRICS
from bot.services.bundle import Services
from bot.services.ports import Messenger

log = logging.getLogger(__name__)

BEAT = 1
"""Seconds between beats: a reminder is at most that late, a countdown at most that stale."""

ROUNDS = 50
"""Batches of one catch-up; what is left after them waits for the next beat."""


class Metronome:
    """Reminders and cards, each on a beat of its own: a wave of one never holds up the other."""

    def __init__(self, services: Services, messenger: Messenger) -> None:
        self._services = services
        self._messenger = messenger
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._reminders = asyncio.Lock()
        self._cards = asyncio.Lock()

    def start(self) -> None:
        """Begin to beat, the first time at once."""
        at_once = datetime.now(UTC)
        for beat in (self.deliver, self.advance):
            self._scheduler.add_job(
                beat,
                "interval",
                seconds=BEAT,
                next_run_time=at_once,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop beating and let the work in hand finish."""
        running = self._scheduler.running
        if running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # a beat that has just been struck takes its lock
        # The scheduler cancels what still runs when it shuts down (HOUSE: traps), so it goes last:
        # a reminder between its sending and its record would be sent again.
        async with self._reminders, self._cards:
            pass
        if running:
            self._scheduler.shutdown(wait=False)

    async def deliver(self) -> int:
        """Send the reminders that are due."""
        async with self._reminders:
            return await _until_done(self._deliver_once)

    async def advance(self) -> int:
        """Let the clock of every session run."""
        async with self._cards:
            return await _until_done(self._advance_once)

    async def next_due(self) -> datetime | None:
        """When there is something to do next."""
        moments = (
            await self._services.reminders.next_due(),
            await self._services.workouts.next_due(),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    async def _deliver_once(self) -> int:
        return await self._services.reminders.deliver_due(self._messenger)

    async def _advance_once(self) -> int:
        return await self._services.workouts.advance_due(self._messenger)


async def _until_done(once: Callable[[], Awaitable[int]]) -> int:
    """Batch after batch, for as long as there is something due."""
    total = 0
    for _ in range(ROUNDS):
        count = await _guarded(once)
        if not count:
            break
        total += count
    return total


async def _guarded(once: Callable[[], Awaitable[int]]) -> int:
    try:
        count = await once()
    except Exception:  # a bug or a lost database must not stop the metronome
        METRICS.count("beats_failed")
        log.exception("a beat failed; the next one tries again")
        return 0
    METRICS.beat()
    return count
