"""Reminders: claim what is due, store the attempt, send, record. Late rather than never."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.errors import Refusal, StaleButton
from bot.domain.people import Person, PersonId
from bot.domain.reminders import (
    Delivery,
    DeliveryKey,
    Drop,
    DropReason,
    Send,
    Snooze,
    Today,
    decide,
    snooze_until,
)
from bot.domain.routines import Offer
from bot.domain.streak import day_of
from bot.domain.today import Situation
from bot.metrics import METRICS
from bot.services.offers import offer_for
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
from bot.services.situations import situation
from bot.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(seconds=60)
"""A claim that was not settled within this time belongs to a process that died."""

AT_ONCE = 8
"""Sends under way together. More would only queue up at Telegram's limit."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """Everything about reminders but the words."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def deliver_due(self, messenger: Messenger) -> int:
        """Send what is due now; how many reminders were settled.

        Raises an exception group with the bugs met on the way, after all others were settled.
        """
        now = self.clock.now()
        async with self.unit() as uow:
            due = await uow.schedules.roll_due(now, BATCH)
            claimed = await uow.reminders.claim(now, BATCH, LEASE)
            await uow.commit()
        METRICS.count("reminders_due", due)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(delivery: Delivery) -> None:
            async with gate:
                await self._deliver(delivery, messenger)

        # Not a task group: one row that fails must not cancel the sends beside it.
        results = await asyncio.gather(*map(one, claimed), return_exceptions=True)
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            raise BaseExceptionGroup("some reminders could not be settled", failures)
        return len(claimed)

    async def _deliver(self, delivery: Delivery, messenger: Messenger) -> None:
        reminder = await self._prepare(delivery)
        if reminder is None:
            return
        outcome = await messenger.remind(reminder)
        await self._record(reminder, outcome)

    async def _prepare(self, delivery: Delivery) -> Reminder | None:
        """Decide, and store the attempt: after this line the message may be on its way."""
        now = self.clock.now()
        async with self.unit() as uow:
            person = await uow.people.get(delivery.key.person)
            if person is None:
                return None
            verdict = decide(delivery, person, await self._today(uow, delivery), now)
            case = await situation(uow, person, now)
            offer = self._offer(case)
            if isinstance(verdict, Send) and offer is None:
                verdict = Drop(DropReason.HELD)
            match verdict:
                case Drop(reason):
                    await uow.reminders.dropped(delivery.key, reason, now)
                    METRICS.count("reminders", outcome=reason.value)
                    ready = False
                case Send():
                    ready = await uow.reminders.attempt(delivery.key, now)
                    METRICS.count("attempts", int(ready))
            await uow.commit()
        if not ready or offer is None or isinstance(verdict, Drop):
            return None
        return Reminder(person, delivery, offer, verdict.late, case.course.asks_sore(now))

    def _offer(self, case: Situation) -> Offer | None:
        try:
            return offer_for(case, self.library)
        except LookupError:
            return None

    async def _today(self, uow: UnitOfWork, delivery: Delivery) -> Today:
        person, day = delivery.key.person, delivery.day
        return Today(
            done=day in await uow.workouts.done_days(person),
            not_today=await uow.reminders.said_not_today(person, day),
            active=await uow.workouts.active(person) is not None,
        )

    async def _record(self, reminder: Reminder, outcome: SendOutcome) -> None:
        key, now = reminder.delivery.key, self.clock.now()
        async with self.unit() as uow:
            match outcome:
                case Sent(message):
                    await uow.reminders.sent(key, message, now)
                    METRICS.count("reminders", outcome="late" if reminder.late else "sent")
                    METRICS.lag((now - reminder.delivery.due_at).total_seconds())
                case Gone():
                    await uow.reminders.dropped(key, DropReason.GONE, now)
                    await _lose(uow, reminder.person.id)
                    METRICS.count("reminders", outcome=DropReason.GONE.value)
                case TryLater(after, certain):
                    await uow.reminders.release(key, now + after, undo_attempt=certain)
                    METRICS.count("reminders", outcome="retried")
            await uow.commit()

    async def next_due(self) -> datetime | None:
        """When there is something to deliver next."""
        async with self.unit() as uow:
            moments = (await uow.schedules.next_due(), await uow.reminders.next_due())
        return min((moment for moment in moments if moment is not None), default=None)

    async def snooze(self, person: Person, key: DeliveryKey, choice: Snooze) -> datetime:
        """Let a reminder come back later today; the moment (UTC). The schedule does not move."""
        until = snooze_until(choice, self.clock.now(), person.zone)
        async with self.unit() as uow:
            await self._own(uow, person, key)
            if not await uow.reminders.snooze(key, until):
                raise StaleButton
            await uow.reminders.answer(key, "later", self.clock.now())
            await uow.commit()
        return until

    async def not_today(self, person: Person, key: DeliveryKey) -> None:
        """No more reminders for that day. Raises `Refusal` once the day is over."""
        async with self.unit() as uow:
            delivery = await self._own(uow, person, key)
            if delivery.day != self.today(person):
                raise Refusal("reminder-over")
            await uow.reminders.cancel_waiting(person.id, delivery.day)
            await uow.reminders.answer(key, "not-today", self.clock.now())
            await uow.commit()

    async def answered(self, person: Person, key: DeliveryKey, answer: str) -> None:
        """Note that the person started from this reminder; its snoozes of the day are off."""
        async with self.unit() as uow:
            delivery = await self._own(uow, person, key)
            await uow.reminders.cancel_waiting(person.id, delivery.day)
            await uow.reminders.answer(key, answer, self.clock.now())
            await uow.commit()

    def today(self, person: Person) -> date:
        """The person's day right now."""
        return day_of(self.clock.now(), person.zone, person.day_starts)

    async def pause_over(self, person: Person) -> Person:
        """End a pause now."""
        async with self.unit() as uow:
            running = replace(person, pause=None)
            await uow.people.save(running)
            await uow.commit()
        return running

    async def _own(self, uow: UnitOfWork, person: Person, key: DeliveryKey) -> Delivery:
        delivery = await uow.reminders.get(key) if key.person == person.id else None
        if delivery is None:
            raise StaleButton
        return delivery


async def _lose(uow: UnitOfWork, id: PersonId) -> None:
    person = await uow.people.get(id)
    if person is not None:
        await uow.people.save(replace(person, reachable=False))
