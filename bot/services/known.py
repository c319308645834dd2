"""What a batch of reminders is decided with: who they are for, and what is known of their days."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.people import Person, PersonId
from bot.domain.reminders import Delivery, Today
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """What a batch is decided with: who they are, and what is known of their days."""

    people: Mapping[PersonId, Person]
    done: Set[tuple[PersonId, date]]
    not_today: Set[tuple[PersonId, date]]
    active: Set[PersonId]
    unanswered: Mapping[PersonId, tuple[date, ...]]

    @classmethod
    async def of(cls, uow: UnitOfWork, claimed: Iterable[Delivery]) -> Self:
        """What the database knows of those to whom these belong."""
        people = {each.key.person for each in claimed}
        days = {each.day for each in claimed}
        return cls(
            await uow.people.many(people),
            await uow.workouts.done_of(people, days),
            await uow.reminders.not_today_of(people, days),
            await uow.workouts.active_of(people),
            await uow.reminders.unanswered(people),
        )

    def today(self, delivery: Delivery) -> Today:
        """What is known of the day for which a reminder counts."""
        person, day = delivery.key.person, delivery.day
        return Today(
            done=(person, day) in self.done,
            not_today=(person, day) in self.not_today,
            active=person in self.active,
            unanswered=self.unanswered.get(person, ()),
        )
