"""The facts for deciding a batch of reminders: its people, and what is known about them."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from bot.domain.people.person import Person, PersonId
from bot.domain.plan.recommendation import UserState
from bot.domain.reminders.delivery import Delivery, Today
from bot.services.plan.user_state import notes_since, situation_in
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.daily_facts import Fact
from bot.storage.reminders.delivery_facts import Circumstances


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """The people of a batch, and the facts that affect their reminders now."""

    people: Mapping[PersonId, Person]
    circumstances: Circumstances
    now: datetime
    unanswered: Mapping[PersonId, tuple[date, ...]]

    @classmethod
    async def of(cls, uow: UnitOfWork, claimed: Collection[Delivery], now: datetime) -> Self:
        """Load everything for deciding and composing these reminders, in two statements."""
        people = await uow.people.many({each.key.person for each in claimed})
        since = notes_since(people.values(), now)
        found = await uow.circumstances.of_reminders(people, _days(claimed), since)
        return cls._read(people, found, now)

    @classmethod
    async def to_decide(cls, uow: UnitOfWork, claimed: Collection[Delivery], now: datetime) -> Self:
        """Load only what deciding needs, without what composing needs."""
        people = await uow.people.many({each.key.person for each in claimed})
        found = await uow.circumstances.facts(people, _days(claimed))
        return cls._read(people, found, now)

    @classmethod
    def _read(cls, people: Mapping[PersonId, Person], found: Circumstances, now: datetime) -> Self:
        unanswered: dict[PersonId, tuple[date, ...]] = {}
        for fact, person, day in found.facts:
            if fact is Fact.UNANSWERED and day is not None:
                unanswered[person] = (*unanswered.get(person, ()), day)
        return cls(people, found, now, unanswered)

    def today(self, delivery: Delivery) -> Today:
        """The facts about the day for which a reminder counts."""
        person, day, facts = delivery.key.person, delivery.day, self.circumstances.facts
        return Today(
            done=(Fact.DONE, person, day) in facts,
            not_today=(Fact.NOT_TODAY, person, day) in facts,
            active=(Fact.ACTIVE, person, None) in facts,
            unanswered=self.unanswered.get(person, ()),
        )

    def situation(self, person: Person) -> UserState:
        """The state of a person of the batch."""
        return situation_in(self.circumstances, person, self.now)


LoadFacts = Callable[[UnitOfWork, Collection[Delivery], datetime], Awaitable[DeliveryFacts]]


def _days(claimed: Iterable[Delivery]) -> frozenset[date]:
    return frozenset(each.day for each in claimed)
