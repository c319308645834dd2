"""Reminder actions: snooze, skip, start. Sending is in `reminder_delivery`."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import Refusal, StaleButton
from bot.domain.people.person import Person, changed
from bot.domain.progress.streak import user_day
from bot.domain.reminders.delivery import Delivery, DeliveryKey, Snooze, snooze_until
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reminders:
    """The actions on reminders; their texts are in the chat layer."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def next_due(self) -> datetime | None:
        """When the next delivery is due (UTC)."""
        async with self.unit() as uow:
            return await uow.reminders.next_moment()

    async def snooze(self, person: Person, key: DeliveryKey, choice: Snooze) -> datetime:
        """Send a reminder again later today; returns when (UTC). The schedule does not change."""
        until = snooze_until(choice, self.clock.now(), person.zone)
        async with self.unit() as uow:
            delivery = await self._own(uow, person, key)
            await uow.reminders.cancel_waiting(person.id, delivery.day)  # e.g. the second one
            if not await uow.reminders.snooze(key, until):
                raise StaleButton
            await uow.reminders.answer(key, "later")
            await uow.commit()
        return until

    async def not_today(self, person: Person, key: DeliveryKey) -> None:
        """Send no more reminders for that day. Raises `Refusal` once the day is over."""
        async with self.unit() as uow:
            delivery = await self._own(uow, person, key)
            if delivery.day != self.today(person):
                raise Refusal("reminder-over")
            await uow.reminders.cancel_waiting(person.id, delivery.day)
            await uow.reminders.answer(key, "not-today")
            await uow.commit()

    async def answered(self, person: Person, key: DeliveryKey, answer: str) -> None:
        """Store that the person started from this reminder, and cancel its snoozes of the day."""
        async with self.unit() as uow:
            delivery = await self._own(uow, person, key)
            await uow.reminders.cancel_waiting(person.id, delivery.day)
            await uow.reminders.answer(key, answer)
            await uow.commit()

    def today(self, person: Person) -> date:
        """The person's current day."""
        return user_day(self.clock.now(), person.zone, person.day_starts)

    async def resume(self, person: Person) -> Person:
        """End a pause now."""
        async with self.unit() as uow:
            await uow.people.change(person.id, pause=None)
            await uow.commit()
        return changed(person, pause=None)

    async def _own(self, uow: UnitOfWork, person: Person, key: DeliveryKey) -> Delivery:
        delivery = await uow.reminders.get(key) if key.person == person.id else None
        if delivery is None:
            raise StaleButton
        return delivery
