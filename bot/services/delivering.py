"""Delivery: claim what is due, decide in batches, send side by side. Late rather than never."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.own_routines import OwnRoutine
from bot.domain.reminders import Delivery, DeliveryKey, Drop, DropReason, Send, decide, follow_up_at
from bot.domain.routines import Offer
from bot.domain.schedule import LOOK_BACK
from bot.domain.today import Situation
from bot.metrics import METRICS
from bot.services.journal import Journal
from bot.services.known import Known
from bot.services.offers import offer_for
from bot.services.own_routines import offer_bound
from bot.services.people import OpenUnit
from bot.services.ports import (
    Clock,
    Gone,
    Library,
    Messenger,
    Reminder,
    SendOutcome,
    Sent,
    TryLater,
)
from bot.services.situations import situations
from bot.services.waves import Wave
from bot.services.weeks import week_of
from bot.storage.failures import Errors
from bot.storage.outcomes import Release
from bot.storage.unit_of_work import UnitOfWork

BATCH = 200
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
        library: Library,
        flow: Flow = FLOW,
        journal: Journal | None = None,
    ) -> None:
        self.unit = unit
        self.clock = clock
        self.library = library
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
        """Send what is due now and meanwhile; how many reminders were claimed.

        Raises an exception group with the bugs met on the way, after all others were settled.
        """
        wave = Wave(self.take, self.flow.at_once, BATCH)
        workers = (self._work(wave, messenger) for _ in range(self.flow.at_once))
        try:
            # Not a task group: a row that fails must not cancel the sends beside it.
            ends = await asyncio.gather(*workers, return_exceptions=True)
        finally:
            wave.cancel()
        await self.journal.settled()
        failures = [*wave.failures, *(end for end in ends if isinstance(end, BaseException))]
        if failures:
            raise BaseExceptionGroup("some reminders could not be settled", failures)
        return wave.claimed

    async def _work(self, wave: Wave, messenger: Messenger) -> None:
        while (reminder := await wave.next()) is not None:
            if self._paused or wave.over:
                self._give_back(reminder.delivery.key)
                continue
            try:
                await self._deliver(reminder, messenger)
            except Errors as error:  # without the database nothing more goes out
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
                self.journal.gone(key)
                METRICS.count("reminders", outcome=DropReason.GONE.value)
            case TryLater(after, certain):
                at = self.clock.now() + max(after, REST)
                self.journal.release(key, Release(at, undo_attempt=certain))
                METRICS.count("reminders", outcome="retried")

    def _give_back(self, key: DeliveryKey, after: timedelta = timedelta(0)) -> None:
        """It was not let out, so no attempt was made. Another process may take it at once."""
        rest = timedelta(0) if self._paused else max(after, REST)
        self.journal.release(key, Release(self.clock.now() + rest, undo_attempt=False))

    async def take(self) -> tuple[int, list[Reminder]]:
        """Claim a batch in one transaction: how many, and those of them that are to be sent."""
        if self._paused:
            return 0, []
        now = self.clock.now()
        async with self.unit() as uow:
            due = await uow.schedules.roll_due(now, BATCH, self.flow.spread)
            claimed = await uow.reminders.claim(now, BATCH, LEASE)
            ready, dropped = await self._decide(uow, claimed, now) if claimed else ([], {})
            await uow.reminders.dropped(dropped, now)
            await uow.commit()
        METRICS.count("reminders_due", due)
        for reason in dropped.values():
            METRICS.count("reminders", outcome=reason.value)
        return len(claimed), ready

    async def _decide(
        self, uow: UnitOfWork, claimed: Iterable[Delivery], now: datetime
    ) -> tuple[list[Reminder], dict[DeliveryKey, DropReason]]:
        known = await Known.of(uow, claimed)
        verdicts = {
            delivery: decide(delivery, person, known.today(delivery), now, self.flow.spread)
            for delivery in claimed
            # None: forgotten between the claim and here
            if (person := known.people.get(delivery.key.person)) is not None
        }
        sends = {each.key.person for each, verdict in verdicts.items() if isinstance(verdict, Send)}
        cases = await situations(uow, [known.people[each] for each in sends], now)
        own = await uow.own.bound(sends)
        ready: list[Reminder] = []
        dropped: dict[DeliveryKey, DropReason] = {}
        for delivery, verdict in verdicts.items():
            match verdict:
                case Drop(reason):
                    dropped[delivery.key] = reason
                case Send():
                    key = delivery.key
                    bound = own.get((key.person, key.slot))
                    case = cases[key.person]
                    reminder = await self._reminder(uow, delivery, verdict, case, bound)
                    if reminder is None:
                        dropped[delivery.key] = DropReason.HELD
                    else:
                        ready.append(reminder)
        return ready, dropped

    async def _reminder(
        self,
        uow: UnitOfWork,
        delivery: Delivery,
        verdict: Send,
        case: Situation,
        own: OwnRoutine | None,
    ) -> Reminder | None:
        """What is to be said; None when nothing may be served. A follow-up is put down, too."""
        offer, sore = self._offer(case, own), case.course.asks_sore(case.now)
        if offer is None:
            return None
        person = case.person
        if delivery.key.slot == LOOK_BACK:
            week = await week_of(uow, case, self.library)
            return Reminder(person, delivery, offer, verdict.late, week=week)
        at = follow_up_at(delivery, person.zone)
        if case.course.follow_up and at is not None and not verdict.last:
            await uow.reminders.follow_up(delivery.key, at)
        return Reminder(person, delivery, offer, verdict.late, sore, verdict.last)

    def _offer(self, case: Situation, own: OwnRoutine | None) -> Offer | None:
        try:
            return offer_bound(own, case, self.library) or offer_for(case, self.library)
        except LookupError:
            return None
