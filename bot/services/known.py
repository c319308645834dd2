"""What a batch of reminders is decided with: who they are for, and what is known of their days."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.people import Person, PersonId
from bot.domain.reminders import Delivery, Today
from bot.storage.day_facts import Fact
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """What a batch is decided with: who they are, and what is known of their days."""

    people: Mapping[PersonId, Person]
    facts: Set[tuple[Fact, PersonId, date | None]]
    unanswered: Mapping[PersonId, tuple[date, ...]]

    @classmethod
    async def of(cls, uow: UnitOfWork, claimed: Iterable[Delivery]) -> Self:
        """What the database knows of those to whom these belong."""
        ids = {each.key.person for each in claimed}
        people = await uow.people.many(ids)
        facts = await uow.reminders.facts(ids, {each.day for each in claimed})
        unanswered: dict[PersonId, tuple[date, ...]] = {}
        for fact, person, day in facts:
            if fact is Fact.UNANSWERED and day is not None:
                unanswered[person] = (*unanswered.get(person, ()), day)
        return cls(people, frozenset(facts), unanswered)

    def today(self, delivery: Delivery) -> Today:
        """What is known of the day for which a reminder counts."""
        person, day = delivery.key.person, delivery.day
        return Today(
            done=(Fact.DONE, person, day) in self.facts,
            not_today=(Fact.NOT_TODAY, person, day) in self.facts,
            active=(Fact.ACTIVE, person, None) in self.facts,
            unanswered=self.unanswered.get(person, ()),
        )
