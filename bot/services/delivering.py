"""Delivery: claim what is due, decide in batches, send side by side. Late rather than never."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.reminders import Delivery, DeliveryKey, Drop, DropReason, Send, decide
from bot.metrics import METRICS
from bot.services.composing import Chosen, Compose, Draft
from bot.services.journal import Journal
from bot.services.known import Known
from bot.services.people import OpenUnit
from bot.services.ports import (
    Clock,
    Gone,
    Messenger,
    Reminder,
    SendOutcome,
    Sent,
    TryLater,
)
from bot.services.waves import Wave
from bot.storage.failures import errors
from bot.storage.outcomes import Release
from bot.storage.unit_of_work import UnitOfWork

BATCH = 100
"""Reminders decided in one go: more of them would hold up the answers to people."""

LEASE = timedelta(seconds=60)
"""A claim that was not settled within this time belongs to a process that died."""

REST = timedelta(seconds=1)
"""What is given back rests for this long at least, so that nothing spins."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How reminders flow: how many on their way together, and over how long a window."""

    at_once: int = 14
    spread: timedelta = timedelta(0)


FLOW = Flow()
"""Half a second of Telegram's rate at once, and each at its moment."""


class Deliveries:
    """Sends what is due, a wave at a time."""

    def __init__(
        self,
        unit: OpenUnit,
        clock: Clock,
        compose: Compose,
        flow: Flow = FLOW,
        journal: Journal | None = None,
    ) -> None:
        self.unit = unit
        self.clock = clock
        self.compose = compose
        self.flow = flow
        self.journal = journal or Journal(unit, clock)
        self._paused = False

    def pause(self) -> None:
        """Claim nothing more and let nothing more out; what is on its way may still arrive."""
        self._paused = True

    def resume(self) -> None:
        """Go on."""
        self._paused = False

    async def deliver_due(self, messenger: Messenger) -> int:
        """Send what is due now and meanwhile; how much was due.

        Raises an exception group with the bugs met on the way, after all others were settled.
        """
        wave = Wave(self.take, self.flow.at_once, BATCH)
        try:
            wanted = await wave.begin(self.flow.at_once)
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

    async def _work(self, wave: Wave, messenger: Messenger) -> None:
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

    async def _deliver(self, reminder: Reminder, messenger: Messenger) -> None:
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
                at = self.clock.now() + max(after, REST)
                self.journal.release(key, Release(at, undo_attempt=certain))
                METRICS.count("reminders", outcome="retried")

    def _drop(self, key: DeliveryKey, reason: DropReason) -> None:
        self.journal.drop(key, reason)
        METRICS.count("reminders", outcome=reason.value)

    def _give_back(self, key: DeliveryKey, after: timedelta = timedelta(0)) -> None:
        """It was not let out, so no attempt was made. Another process may take it at once."""
        rest = timedelta(0) if self._paused else max(after, REST)
        self.journal.release(key, Release(self.clock.now() + rest, undo_attempt=False))

    async def take(self) -> tuple[int, list[Draft]]:
        """Claim a batch in one transaction: how much was due, and what of it is to be sent."""
        if self._paused:
            return 0, []
        now = self.clock.now()
        async with self.unit() as uow:
            again = await uow.reminders.claim(now, BATCH, LEASE)
            rolled = await uow.schedules.claim_due(now, BATCH - len(again), LEASE, self.flow.spread)
            claimed = sorted((*again, *rolled.claimed), key=lambda each: each.due_at)
            drafts, dropped = await self._decide(uow, claimed, now) if claimed else ([], {})
            await uow.reminders.dropped(dropped, now)
            await uow.commit()
        METRICS.count("reminders_due", rolled.count)
        for reason in dropped.values():
            METRICS.count("reminders", outcome=reason.value)
        return len(again) + rolled.count, drafts

    async def _decide(
        self, uow: UnitOfWork, claimed: Collection[Delivery], now: datetime
    ) -> tuple[list[Draft], dict[DeliveryKey, DropReason]]:
        known = await Known.of(uow, claimed, now)
        dropped: dict[DeliveryKey, DropReason] = {}
        chosen: list[Chosen] = []
        for delivery in claimed:
            person = known.people.get(delivery.key.person)
            if person is None:  # forgotten between the claim and here
                continue
            match decide(delivery, person, known.today(delivery), now, self.flow.spread):
                case Drop(reason):
                    dropped[delivery.key] = reason
                case Send() as send:
                    chosen.append(Chosen(delivery, person, send))
        return await self.compose(uow, chosen, known) if chosen else [], dropped
