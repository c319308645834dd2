"""Delivery: claim what is due, decide in batches, send side by side. Late rather than never."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.reminders.delivery import (
    LATE_WINDOW,
    Delivery,
    DeliveryKey,
    Drop,
    DropReason,
    Send,
    decide,
)
from bot.metrics import METRICS
from bot.services.overdue_rows import OverdueRows
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock, Gone, Reminder, ReminderNotifier, SendOutcome, Sent, TryLater
from bot.services.reminders.batch_queue import BatchQueue
from bot.services.reminders.delivery_facts import DeliveryFacts, Look
from bot.services.reminders.delivery_log import DeliveryLog
from bot.services.reminders.delivery_rate import DEFAULT_RATE, DeliveryRate
from bot.services.reminders.reminder_content import Compose, PendingReminder, ReminderContent
from bot.storage.core.driver_errors import errors
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.delivery_updates import Release

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""A claim that was not settled within this time belongs to a process that died."""

PAUSE = timedelta(seconds=1)
"""What is given back rests for this long at least, so that nothing spins."""


class Deliveries:
    """Sends what is due, a wave at a time."""

    def __init__(
        self,
        unit: UnitOfWorkFactory,
        clock: Clock,
        compose: Compose,
        dialog: DeliveryRate = DEFAULT_RATE,
        journal: DeliveryLog | None = None,
        look: Look = DeliveryFacts.of,
    ) -> None:
        self.unit = unit
        self.clock = clock
        self.compose = compose
        self.look = look
        self.dialog = dialog
        self.journal = journal or DeliveryLog(unit, clock)
        self._paused = False
        self._overdue: OverdueRows[DeliveryKey] = OverdueRows("reminder")

    def pause(self) -> None:
        """Claim nothing more and let nothing more out; what is on its way may still arrive."""
        self._paused = True

    def resume(self) -> None:
        """Go on."""
        self._paused = False

    async def deliver_due(self, messenger: ReminderNotifier) -> int:
        """Send what is due now and meanwhile; how much was due.

        Raises an exception group with the bugs met on the way, after all others were settled.
        """
        wave = BatchQueue(self.take, self.dialog.at_once, self.dialog.batch)
        try:
            wanted = await wave.begin(self.dialog.at_once)
            workers = (self._work(wave, messenger) for _ in range(wanted))
            # Not a task group: a row that fails must not cancel the sends beside it.
            ends = await asyncio.gather(*workers, return_exceptions=True)
        finally:
            wave.cancel()
        await self.journal.settled()
        failures = [*wave.failures, *(end for end in ends if isinstance(end, BaseException))]
        if failures:
            raise BaseExceptionGroup("some reminders could not be settled", failures)
        return wave.count

    async def _work(self, wave: BatchQueue, messenger: ReminderNotifier) -> None:
        while (draft := await wave.next()) is not None:
            if self._paused or wave.over:
                self._give_back(draft.delivery.key)
                continue
            try:
                reminder = draft.make()
                if reminder is None:
                    self._drop(draft.delivery.key, DropReason.HELD)
                else:
                    await self._deliver(reminder, messenger)
            except errors() as error:  # without the database nothing more goes out
                wave.end(error)
            except Exception as error:  # noqa: BLE001 - told at the end, after all the others
                wave.failures.append(error)

    async def _deliver(self, reminder: Reminder, messenger: ReminderNotifier) -> None:
        key, stored = reminder.delivery.key, False

        async def attempt() -> bool:
            nonlocal stored
            stored = not self._paused and await self.journal.attempt(key)
            METRICS.count("attempts", int(stored))
            return stored

        outcome = await messenger.remind(reminder, attempt)
        if stored:
            self._record(reminder, outcome)
        elif isinstance(outcome, TryLater):
            self._give_back(key, outcome.after)

    def _record(self, reminder: Reminder, outcome: SendOutcome) -> None:
        key = reminder.delivery.key
        match outcome:
            case Sent(message):
                self.journal.sent(key, message)
                METRICS.count("reminders", outcome="late" if reminder.late else "sent")
                METRICS.lag((self.clock.now() - reminder.delivery.due_at).total_seconds())
            case Gone():
                self._drop(key, DropReason.GONE)
            case TryLater(after, certain):
                at = self.clock.now() + max(after, PAUSE)
                self.journal.release(key, Release(at, undo_attempt=certain))
                METRICS.count("reminders", outcome="retried")

    def _drop(self, key: DeliveryKey, reason: DropReason) -> None:
        self.journal.drop(key, reason)
        METRICS.count("reminders", outcome=reason.value)

    def _give_back(self, key: DeliveryKey, after: timedelta = timedelta(0)) -> None:
        """It was not let out, so no attempt was made. Another process may take it at once."""
        rest = timedelta(0) if self._paused else max(after, PAUSE)
        self.journal.release(key, Release(self.clock.now() + rest, undo_attempt=False))

    async def take(self) -> tuple[int, list[PendingReminder]]:
        """Claim a batch: how much was due, and what of it is to be sent.

        A reminder that cannot be decided, for a row that cannot be read say, holds up no other one.
        """
        if self._paused:
            return 0, []
        try:
            return await self._take(self.dialog.batch)
        except errors():
            raise
        except Exception:  # a bug, or a damaged row: found by taking one after the other
            log.exception("a batch of reminders cannot be decided and is taken one by one")
            return await self._take_singly()

    async def _take_singly(self) -> tuple[int, list[PendingReminder]]:
        drafts: list[PendingReminder] = []
        for count in range(self.dialog.batch):
            try:
                due, made = await self._take(1)
            except errors():
                raise
            except Exception as error:  # noqa: BLE001 - told with its traceback for the batch
                log.error("a reminder cannot be decided: %s", type(error).__name__)  # noqa: TRY400 - the same
                due, made = await self._set_aside(), []
            if not due:
                return count, drafts
            drafts.extend(made)
        return self.dialog.batch, drafts

    async def _take(self, limit: int) -> tuple[int, list[PendingReminder]]:
        """The same in one transaction, with so many at most."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed, due = await self._claim(uow, now, limit)
            drafts, dropped = await self._decide(uow, claimed, now) if claimed else ([], {})
            await uow.reminders.dropped(dropped, now)
            await uow.commit()
        for reason in dropped.values():
            METRICS.count("reminders", outcome=reason.value)
        return due, drafts

    async def _set_aside(self) -> int:
        """Postpone the next reminder that is due, or drop it when it is too late; how many."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed, due = await self._claim(uow, now, 1)
            keys = [each.key for each in claimed]
            put_off = self._overdue.put_off(keys, keys, now)
            for each in claimed:
                at = put_off[each.key]
                if at is None or now - each.due_at > LATE_WINDOW:
                    await uow.reminders.dropped({each.key: DropReason.TOO_LATE}, now)
                    METRICS.count("reminders", outcome=DropReason.TOO_LATE.value)
                else:
                    await uow.reminders.release({each.key: Release(at, undo_attempt=False)})
            await uow.commit()
        return due

    async def _claim(
        self, uow: UnitOfWork, now: datetime, limit: int
    ) -> tuple[list[Delivery], int]:
        """What is due, oldest first, and how much that was with what rings later."""
        again = await uow.reminders.claim(now, limit, LEASE)
        rolled = await uow.schedules.claim_due(now, limit - len(again), LEASE, self.dialog.spread)
        METRICS.count("reminders_due", rolled.count)
        METRICS.count("stuck_rows", rolled.put_off, kind="schedule", outcome="postponed")
        claimed = sorted((*again, *rolled.claimed), key=lambda each: each.due_at)
        return claimed, len(again) + rolled.count

    async def _decide(
        self, uow: UnitOfWork, claimed: Collection[Delivery], now: datetime
    ) -> tuple[list[PendingReminder], dict[DeliveryKey, DropReason]]:
        known = await self.look(uow, claimed, now)
        dropped: dict[DeliveryKey, DropReason] = {}
        chosen: list[ReminderContent] = []
        for delivery in claimed:
            person = known.people.get(delivery.key.person)
            if person is None:  # forgotten between the claim and here
                continue
            match decide(delivery, person, known.today(delivery), now, self.dialog.spread):
                case Drop(reason):
                    dropped[delivery.key] = reason
                case Send() as send:
                    chosen.append(ReminderContent(delivery, person, send))
        return await self.compose(uow, chosen, known) if chosen else [], dropped
