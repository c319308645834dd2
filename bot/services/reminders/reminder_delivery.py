"""Deliver reminders: claim what is due, decide in batches, send concurrently, record."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import metrics
from bot.domain.reminders.delivery import (
    LATE_WINDOW,
    Delivery,
    DeliveryKey,
    Drop,
    DropReason,
    Send,
    decide,
)
from bot.services.overdue_rows import OverdueRows
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock, Gone, Reminder, ReminderNotifier, SendOutcome, Sent, TryLater
from bot.services.reminders.batch_queue import BatchQueue, Prepared
from bot.services.reminders.delivery_facts import DeliveryFacts, LoadFacts
from bot.services.reminders.delivery_log import DeliveryLog
from bot.services.reminders.delivery_rate import DEFAULT_RATE, DeliveryRate
from bot.services.reminders.reminder_content import Compose
from bot.services.send_permit import SendPermit
from bot.storage.core.errors import DatabaseFailed
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.delivery_updates import Release

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""A claim not settled within this time belongs to a process that died."""

PAUSE = timedelta(seconds=1)
"""The shortest delay of a released reminder, so that it does not loop without a pause."""


@dataclass(slots=True)
class Deliveries:
    """Sends due reminders, batch after batch."""

    unit: UnitOfWorkFactory
    clock: Clock
    compose: Compose
    rate: DeliveryRate = DEFAULT_RATE
    load_facts: LoadFacts = DeliveryFacts.of
    permit: SendPermit = field(default_factory=SendPermit)
    log: DeliveryLog = field(init=False)
    _overdue: OverdueRows[DeliveryKey] = field(default_factory=lambda: OverdueRows("reminder"))

    def __post_init__(self) -> None:
        self.log = DeliveryLog(self.unit, self.clock)

    async def deliver_due(self, notifier: ReminderNotifier) -> int:
        """Send what is due, including what becomes due meanwhile; return how many were due.

        Raises an exception group with any errors, after all other reminders were settled.
        """
        queue = BatchQueue(self.claim, self.rate.at_once, self.rate.batch)
        try:
            wanted = await queue.begin(self.rate.at_once)
            workers = (self._work(queue, notifier) for _ in range(wanted))
            # Not a task group: a row that fails must not cancel the other sends.
            ends = await asyncio.gather(*workers, return_exceptions=True)
        finally:
            queue.cancel()
        await self.log.settled()
        failures = [*queue.failures, *(end for end in ends if isinstance(end, BaseException))]
        if failures:
            raise BaseExceptionGroup("some reminders could not be settled", failures)
        return queue.count

    async def _work(self, queue: BatchQueue, notifier: ReminderNotifier) -> None:
        while (prepared := await queue.next()) is not None:
            key, compose = prepared
            if queue.is_over or not self.permit.allows_scheduled():
                self._give_back(key)
                continue
            try:
                reminder = compose()
                if reminder is None:
                    self._drop(key, DropReason.HELD)
                else:
                    await self._deliver(reminder, notifier)
            except DatabaseFailed as error:  # nothing can be sent without the database
                queue.end(error)
            except Exception as error:  # noqa: BLE001 - raised at the end, after all the others
                queue.failures.append(error)

    async def _deliver(self, reminder: Reminder, notifier: ReminderNotifier) -> None:
        """Wait until it may be sent, store the attempt, send it, and record the outcome."""
        key = reminder.delivery.key
        async with notifier.remind(reminder) as request:
            if isinstance(request, TryLater):
                self._give_back(key, request.after)
            elif not await self.log.attempt(key):
                self._give_back(key)
            else:
                metrics.ATTEMPTS.inc()
                self._record(reminder, await request())

    def _record(self, reminder: Reminder, outcome: SendOutcome) -> None:
        key = reminder.delivery.key
        match outcome:
            case Sent(message):
                self.log.sent(key, message)
                metrics.REMINDERS.labels(outcome="late" if reminder.late else "sent").inc()
                metrics.observe_lag((self.clock.now() - reminder.delivery.due_at).total_seconds())
            case Gone():
                self._drop(key, DropReason.GONE)
            case TryLater(after, certain):
                at = self.clock.now() + max(after, PAUSE)
                self.log.release(key, Release(at, undo_attempt=certain))
                metrics.REMINDERS.labels(outcome="retried").inc()

    def _drop(self, key: DeliveryKey, reason: DropReason) -> None:
        self.log.drop(key, reason)
        metrics.REMINDERS.labels(outcome=reason.value).inc()

    def _give_back(self, key: DeliveryKey, after: timedelta = timedelta(0)) -> None:
        """Release a reminder for which no attempt was made. Another process may take it at once."""
        delay = max(after, PAUSE) if self.permit.allows_scheduled() else timedelta(0)
        self.log.release(key, Release(self.clock.now() + delay, undo_attempt=False))

    async def claim(self) -> tuple[int, list[Prepared]]:
        """Claim and decide a batch: how many were due, and those of them to send.

        A reminder that cannot be decided, for example because of a damaged row, blocks no other.
        """
        if not self.permit.allows_scheduled():
            return 0, []
        try:
            return await self._claim_and_decide(self.rate.batch)
        except DatabaseFailed:
            raise
        except Exception:  # a bug or a damaged row: found by deciding one at a time
            log.exception("a batch of reminders cannot be decided, deciding them one by one")
            return await self._claim_singly()

    async def _claim_singly(self) -> tuple[int, list[Prepared]]:
        prepared: list[Prepared] = []
        for count in range(self.rate.batch):
            try:
                due, made = await self._claim_and_decide(1)
            except DatabaseFailed:
                raise
            except Exception as error:  # noqa: BLE001 - the batch's traceback was logged
                log.error("a reminder cannot be decided: %s", type(error).__name__)  # noqa: TRY400 - the same
                due, made = await self._postpone(), []
            if not due:
                return count, prepared
            prepared.extend(made)
        return self.rate.batch, prepared

    async def _claim_and_decide(self, limit: int) -> tuple[int, list[Prepared]]:
        """Claim and decide at most `limit` reminders in one transaction."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed, due = await self._claim(uow, now, limit)
            prepared, dropped = await self._decide(uow, claimed, now) if claimed else ([], {})
            await uow.reminders.dropped(dropped, now)
            await uow.commit()
        for reason in dropped.values():
            metrics.REMINDERS.labels(outcome=reason.value).inc()
        return due, prepared

    async def _postpone(self) -> int:
        """Postpone the next due reminder, or drop it if it is too late; return how many."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed, due = await self._claim(uow, now, 1)
            keys = [each.key for each in claimed]
            put_off = self._overdue.put_off(keys, keys, now)
            for each in claimed:
                at = put_off[each.key]
                if at is None or now - each.due_at > LATE_WINDOW:
                    await uow.reminders.dropped({each.key: DropReason.TOO_LATE}, now)
                    metrics.REMINDERS.labels(outcome=DropReason.TOO_LATE.value).inc()
                else:
                    await uow.reminders.release({each.key: Release(at, undo_attempt=False)})
            await uow.commit()
        return due

    async def _claim(
        self, uow: UnitOfWork, now: datetime, limit: int
    ) -> tuple[list[Delivery], int]:
        """Claim retries and new occurrences, oldest first; return them and how many were due."""
        again = await uow.reminders.claim(now, limit, LEASE)
        rolled = await uow.schedules.claim_due(now, limit - len(again), LEASE, self.rate.spread)
        metrics.REMINDERS_DUE.inc(rolled.count)
        metrics.STUCK_ROWS.labels(kind="schedule", outcome="postponed").inc(rolled.put_off)
        claimed = sorted((*again, *rolled.claimed), key=lambda each: each.due_at)
        return claimed, len(again) + rolled.count

    async def _decide(
        self, uow: UnitOfWork, claimed: Collection[Delivery], now: datetime
    ) -> tuple[list[Prepared], dict[DeliveryKey, DropReason]]:
        facts = await self.load_facts(uow, claimed, now)
        dropped: dict[DeliveryKey, DropReason] = {}
        decided: dict[Delivery, Send] = {}
        for delivery in claimed:
            person = facts.people.get(delivery.key.person)
            if person is None:  # deleted since the claim
                continue
            match decide(delivery, person, facts.today(delivery), now, self.rate.spread):
                case Drop(reason):
                    dropped[delivery.key] = reason
                case Send() as send:
                    decided[delivery] = send
        if not decided:
            return [], dropped
        return [*(await self.compose(uow, decided, facts)).items()], dropped
