"""The metronome: APScheduler beats once a second, and each beat does what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.metrics import METRICS
from bot.services.container import Services
from bot.services.ports import Leadership, Notifier
from bot.shutdown import CLOSING, WORK, Deadline
from bot.storage.core.driver_errors import errors

log = logging.getLogger(__name__)

INTERVAL = 1
"""Seconds between beats: a reminder is at most that late, a countdown at most that stale."""

MAX_BATCHES = 50
"""Batches of one catch-up; what is left after them waits for the next beat."""

LONGEST_PAUSE = 30.0
"""Seconds to the next try at most when the database is away."""


class ReminderScheduler:
    """Reminders, cards and broadcasts, each on a beat of its own: none holds up another.

    Only the process that leads beats; the others stand by.
    """

    def __init__(self, services: Services, voice: Notifier, leadership: Leadership) -> None:
        self._services = services
        self._voice = voice
        self._leadership = leadership
        self._leads = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._watching = asyncio.Lock()
        self._reminders = Worker(self._deliver_once, rounds=1)  # which goes on until none is due
        self._cards = Worker(self._advance_once)
        self._broadcasts = Worker(self._spread_once)
        self._advice = Worker(self._advise_once)
        self._stopping = False
        self._stand_by = Worker(self._look)
        self._jobs: set[asyncio.Task[object]] = set()

    @property
    def leads(self) -> bool:
        """Whether this process is the one that sends."""
        return self._leads

    def start(self) -> None:
        """Begin to beat, the first time at once."""
        at_once = datetime.now(UTC)
        for beat in (
            self.watch_leadership,
            self.advise,
            self.send_daily_reminders,
            self.advance_sessions,
            self.send_broadcasts,
        ):
            self._scheduler.add_job(
                partial(self._run, beat),
                "interval",
                seconds=INTERVAL,
                next_run_time=at_once,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.add_job(
            partial(self._run, self._services.updates.forget_old),
            "interval",
            hours=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self, deadline: Deadline | None = None) -> None:
        """Let nothing more out, and wait for what is on its way, but not for ever."""
        deadline = deadline or Deadline()
        self._stopping = True
        self._services.deliveries.pause()
        running = self._scheduler.running
        if running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # a beat that has just been struck takes its lock
        # The scheduler cancels what still runs when it shuts down, and logs that as an error. So it
        # goes last: a reminder between its sending and its record would be sent again.
        try:
            async with asyncio.timeout(deadline.share(WORK)):
                await self._finish()
        except TimeoutError:
            log.warning("Telegram did not answer in time; what was on its way is tried once more")
            await self._cut_off(deadline)
        if running:
            self._scheduler.shutdown(wait=False)
        await self._services.deliveries.journal.close()
        await deadline.part("the leadership", self._leadership.resign())

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        """One job of the scheduler, which a stop may cut off without an error."""
        task = asyncio.current_task()
        if self._stopping or task is None:
            return
        self._jobs.add(task)
        try:
            await work()
        except asyncio.CancelledError:
            if not self._stopping:
                raise
        finally:
            self._jobs.discard(task)

    async def _finish(self) -> None:
        """Wait for all that is under way, whether the scheduler started it or a moved clock."""
        if self._jobs:
            await asyncio.wait(self._jobs)
        for beat in (self._advice, self._reminders, self._cards, self._broadcasts):
            async with beat.lock:
                pass

    async def _cut_off(self, deadline: Deadline) -> None:
        jobs = tuple(self._jobs)
        for job in jobs:
            job.cancel()
        if jobs:
            await asyncio.wait(jobs, timeout=deadline.share(CLOSING))

    async def watch_leadership(self) -> None:
        """See whether we lead; a sender that does not know stops sending."""
        async with self._watching:
            leads = await self._leadership.holds()
            if leads == self._leads:
                return
            self._leads = leads
            if leads:
                self._services.deliveries.resume()
            else:
                self._services.deliveries.pause()
            log.info("this process %s", "sends" if leads else "stands by")

    async def advise(self) -> int:
        """Show safety advice again that is not known to have arrived."""
        return await self._advice.run() if await self._may_run() else 0

    async def send_daily_reminders(self) -> int:
        """Send the reminders that are due."""
        return await (self._reminders if await self._may_run() else self._stand_by).run()

    async def advance_sessions(self) -> int:
        """Let the clock of every session run."""
        return await self._cards.run() if await self._may_run() else 0

    async def send_broadcasts(self) -> int:
        """Send the letters of a broadcast."""
        return await self._broadcasts.run() if await self._may_run() else 0

    async def next_due(self) -> datetime | None:
        """When there is something to do next."""
        moments = (
            await self._services.safety.next_due(),
            await self._services.reminders.next_due(),
            await self._services.due_sessions.next_due(),
            await self._services.broadcasts.next_due(),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    async def _may_run(self) -> bool:
        if not self._leads:
            await self.watch_leadership()
        return self._leads

    async def _look(self) -> int:
        """Whoever stands by sees that the database is there, and does nothing."""
        await self.next_due()
        return 0

    async def _advise_once(self) -> int:
        return 0 if self._stopping else await self._services.safety.show_due(self._voice)

    async def _deliver_once(self) -> int:
        return await self._services.deliveries.deliver_due(self._voice)

    async def _advance_once(self) -> int:
        return await self._services.due_sessions.advance(self._voice, self._may_go_on)

    def _may_go_on(self) -> bool:
        """Whether there is time for more than what is under way."""
        return self._leads and not self._stopping

    async def _spread_once(self) -> int:
        if not self._may_go_on():  # neither waits for the rest of a broadcast
            return 0
        return await self._services.broadcasts.send_due(self._voice)


class Worker:
    """One kind of work, batch after batch for as long as there is something due.

    Whatever fails is told and tried again; without the database the breaks grow, so nothing spins.
    """

    def __init__(self, once: Callable[[], Awaitable[int]], rounds: int = MAX_BATCHES) -> None:
        self.lock = asyncio.Lock()
        self._once = once
        self._rounds = rounds
        self._failures = 0
        self._again_at = 0.0

    async def run(self) -> int:
        """Do what is due; how much it was."""
        if asyncio.get_running_loop().time() < self._again_at:
            return 0
        total = 0
        async with self.lock:
            for _ in range(self._rounds):
                count = await self._guarded()
                if not count:
                    break
                total += count
        return total

    async def _guarded(self) -> int:
        try:
            count = await self._once()
        except Exception as error:  # a bug or a lost database must not stop the metronome
            METRICS.count("job_failures")
            log.exception("a beat failed; a later one tries again")
            if _database_is_away(error):
                self._failures += 1
                pause = min(2.0 ** (self._failures - 1), LONGEST_PAUSE)
                self._again_at = asyncio.get_running_loop().time() + pause
            return 0
        self._failures = 0
        METRICS.job_ran()
        return count


def _database_is_away(error: Exception) -> bool:
    if isinstance(error, ExceptionGroup):
        return any(map(_database_is_away, error.exceptions))
    return isinstance(error, errors())
