"""Meeting people, losing them, and seeing them again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.people.person import Person, PersonChange, PersonId, changed
from bot.domain.progress.streak import user_day
from bot.services.ports import Clock
from bot.storage.core.unit_of_work import UnitOfWork

UnitOfWorkFactory = Callable[[], UnitOfWork]
"""Opens a unit of work: one a use case."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who wrote; `is_back` when they could not be reached before and reminders rested."""

    person: Person
    is_back: bool


@dataclass(frozen=True, slots=True)
class People:
    """Who the bot knows."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def meet(self, id: PersonId, first_name: str, language: str) -> Visit:
        """The person of that id as they are called today; made on the first meeting.

        Writing to the bot proves that it can reach them again.
        """
        async with self.unit() as uow:
            known = await uow.people.get(id)
            person = known or Person(id, first_name, language)
            today = user_day(self.clock.now(), person.zone, person.day_starts)
            met = replace(person, first_name=first_name, reachable=True, heard_on=today)
            if met != known:
                news = PersonChange(first_name=first_name, reachable=True, heard_on=today)
                if known is None or not await uow.people.change(id, **news):
                    met = replace(Person(id, first_name, language), heard_on=today)
                    await uow.people.add(met)
                await uow.commit()
            return Visit(met, is_back=known is not None and _rested(known))

    async def find(self, id: PersonId) -> Person | None:
        """The person of that id, if the bot has met them."""
        async with self.unit() as uow:
            return await uow.people.get(id)

    async def set_motion(self, person: Person, *, motion: bool) -> Person:
        """Let the pictures move, or keep them still; the person as they are now."""
        async with self.unit() as uow:
            await uow.people.change(person.id, motion=motion)
            await uow.commit()
        return changed(person, motion=motion)

    async def set_reachable(self, id: PersonId, *, reachable: bool) -> Visit | None:
        """Telegram said that the person blocked the bot, or let it in again; them, if known."""
        async with self.unit() as uow:
            known = await uow.people.get(id)
            if known is None:
                return None
            if await uow.people.set_reachable([id], reachable=reachable):
                await uow.commit()
            return Visit(replace(known, reachable=reachable), reachable and _rested(known))


def _rested(person: Person) -> bool:
    """Whether reminders rested only because the person could not be reached."""
    joined = person.joined_at is not None
    return joined and not person.reachable and person.pause is None and person.hold is None
