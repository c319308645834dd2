"""The scheduler: APScheduler starts each job once a second, and each job does what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import metrics
from bot.services.container import Services
from bot.services.ports import Leadership, Notifier
from bot.services.send_permit import Reason
from bot.shutdown import CLOSING, WORK, Deadline
from bot.storage.core.errors import DatabaseFailed

log = logging.getLogger(__name__)

INTERVAL = 1
"""Seconds between runs: a reminder is at most that late, a countdown at most that stale."""

MAX_BATCHES = 50
"""Batches of one run at most; what is left after them waits for the next run."""

LONGEST_PAUSE = 30.0
"""Most seconds between attempts while the database is unreachable."""


class ReminderScheduler:
    """Safety advice, reminders, session cards and broadcasts: a job each, so none delays another.

    Only the leading process works; the others stand by, ready to take over.
    """

    def __init__(self, services: Services, notifier: Notifier, leadership: Leadership) -> None:
        self._services = services
        self._leadership = leadership
        self._permit = services.permit
        self._permit.close(Reason.STANDBY)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._leadership_lock = asyncio.Lock()
        may_begin = self._permit.allows_scheduled
        # One call sends all due reminders.
        self._reminders = Worker(lambda: services.deliveries.deliver_due(notifier), may_begin, 1)
        self._cards = Worker(lambda: services.due_sessions.advance(notifier, may_begin), may_begin)
        self._broadcasts = Worker(lambda: services.broadcasts.send_due(notifier), may_begin)
        self._advice = Worker(lambda: services.safety.show_due(notifier), may_begin)
        self._stand_by = Worker(self._check_database)
        self._jobs: set[asyncio.Task[object]] = set()

    def start(self) -> None:
        """Start the jobs, the first run at once."""
        at_once = datetime.now(UTC)
        for job in (
            self.update_leadership,
            self.resend_safety_advice,
            self.send_daily_reminders,
            self.advance_sessions,
            self.send_broadcasts,
        ):
            self._scheduler.add_job(
                partial(self._run, job),
                "interval",
                id=job.__name__,
                name=job.__name__,  # what APScheduler logs
                seconds=INTERVAL,
                next_run_time=at_once,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.add_job(
            partial(self._run, self._services.updates.forget_old),
            "interval",
            id="forget_old_updates",
            name="forget_old_updates",
            hours=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self, deadline: Deadline | None = None) -> None:
        """Start nothing more, and wait for work in progress until the deadline."""
        deadline = deadline or Deadline()
        self._permit.close(Reason.STOPPING)
        running = self._scheduler.running
        if running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # a job that has just started takes its lock
        # APScheduler cancels running jobs when it shuts down, and logs that as an error. So shut it
        # down last: a reminder cancelled between its sending and its record would be sent again.
        try:
            async with asyncio.timeout(deadline.share(WORK)):
                await self._finish()
        except TimeoutError:
            log.warning("Telegram did not answer in time; unconfirmed messages are tried once more")
            for job in self._jobs:
                job.cancel()
            if self._jobs:
                await asyncio.wait(self._jobs, timeout=deadline.share(CLOSING))
        if running:
            self._scheduler.shutdown(wait=False)
        await self._services.deliveries.log.close()
        await deadline.part("the leadership", self._leadership.resign())

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        """Run a job; a stop may cancel it without an error in the log."""
        task = asyncio.current_task()
        if self._permit.is_closed_by(Reason.STOPPING) or task is None:
            return
        self._jobs.add(task)
        try:
            await work()
        except asyncio.CancelledError:
            if not self._permit.is_closed_by(Reason.STOPPING):
                raise
        finally:
            self._jobs.discard(task)

    async def _finish(self) -> None:
        """Wait for all work in progress, whether the scheduler or a moved clock started it."""
        if self._jobs:
            await asyncio.wait(self._jobs)
        for worker in (self._advice, self._reminders, self._cards, self._broadcasts):
            async with worker.lock:
                pass

    async def update_leadership(self) -> None:
        """Check whether this process leads; if it does not, or cannot know, it stops sending."""
        async with self._leadership_lock:
            leads = await self._leadership.holds()
            if leads != self._permit.is_closed_by(Reason.STANDBY):
                return
            (self._permit.open if leads else self._permit.close)(Reason.STANDBY)
            log.info("this process %s", "sends" if leads else "stands by")

    async def resend_safety_advice(self) -> int:
        """Send safety advice again that is not known to have arrived; the number of messages."""
        return await self._advice.run() if await self._may_run() else 0

    async def send_daily_reminders(self) -> int:
        """Send the reminders that are due; how many."""
        return await (self._reminders if await self._may_run() else self._stand_by).run()

    async def advance_sessions(self) -> int:
        """Advance every session whose next step is due; how many."""
        return await self._cards.run() if await self._may_run() else 0

    async def send_broadcasts(self) -> int:
        """Send the messages of broadcasts that are due; how many."""
        return await self._broadcasts.run() if await self._may_run() else 0

    async def next_due(self) -> datetime | None:
        """When something is due next; None if nothing is planned."""
        moments = (
            await self._services.safety.next_due(),
            await self._services.reminders.next_due(),
            await self._services.due_sessions.next_due(),
            await self._services.broadcasts.next_due(),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    async def _may_run(self) -> bool:
        if self._permit.is_closed_by(Reason.STANDBY):
            await self.update_leadership()
        return not self._permit.is_closed_by(Reason.STANDBY)

    async def _check_database(self) -> int:
        """Read once, so that the health check of a process that stands by covers the database."""
        await self.next_due()
        return 0


@dataclass(slots=True)
class Worker:
    """One kind of work, batch after batch for as long as something is due and a batch may begin.

    A failure is logged and tried again; while the database is unreachable the pauses grow up to
    `LONGEST_PAUSE`.
    """

    once: Callable[[], Awaitable[int]]
    may_begin: Callable[[], bool] = lambda: True
    max_batches: int = MAX_BATCHES
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _failures: int = 0
    _again_at: float = 0.0

    async def run(self) -> int:
        """Do what is due; how many items that was."""
        if asyncio.get_running_loop().time() < self._again_at:
            return 0
        total = 0
        async with self.lock:
            for _ in range(self.max_batches):
                count = await self._guarded() if self.may_begin() else 0
                if not count:
                    break
                total += count
        return total

    async def _guarded(self) -> int:
        try:
            count = await self.once()
        except Exception as error:  # a bug or a lost database must not stop the scheduler
            metrics.JOB_FAILURES.inc()
            log.exception("a job failed; a later run tries again")
            if _database_is_away(error):
                self._failures += 1
                pause = min(2.0 ** (self._failures - 1), LONGEST_PAUSE)
                self._again_at = asyncio.get_running_loop().time() + pause
            return 0
        self._failures = 0
        metrics.LAST_RUN.note()
        return count


def _database_is_away(error: Exception) -> bool:
    if isinstance(error, ExceptionGroup):
        return any(map(_database_is_away, error.exceptions))
    return isinstance(error, DatabaseFailed)
