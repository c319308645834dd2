"""Create and load people, and track whether they can be reached."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.people.person import Person, PersonChange, PersonId, changed
from bot.domain.progress.streak import user_day
from bot.services.ports import Clock
from bot.storage.core.unit_of_work import UnitOfWork

UnitOfWorkFactory = Callable[[], UnitOfWork]
"""Opens a unit of work; each use case opens its own."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A person who wrote. `is_back` if they were unreachable, which had stopped reminders."""

    person: Person
    is_back: bool


@dataclass(frozen=True, slots=True)
class People:
    """The people known to the bot."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def meet(self, id: PersonId, first_name: str, language: str) -> Visit:
        """Load the person with that id and update their name; create them if they are new.

        Writing to the bot proves that the bot can reach them again.
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
            return Visit(met, is_back=known is not None and _was_stopped(known))

    async def find(self, id: PersonId) -> Person | None:
        """The person with that id, if known."""
        async with self.unit() as uow:
            return await uow.people.get(id)

    async def set_motion(self, person: Person, *, motion: bool) -> Person:
        """Switch animations on or off and return the changed person."""
        async with self.unit() as uow:
            await uow.people.change(person.id, motion=motion)
            await uow.commit()
        return changed(person, motion=motion)

    async def set_reachable(self, id: PersonId, *, reachable: bool) -> Visit | None:
        """Store that the person blocked or unblocked the bot; None for an unknown id."""
        async with self.unit() as uow:
            known = await uow.people.get(id)
            if known is None:
                return None
            if await uow.people.set_reachable([id], reachable=reachable):
                await uow.commit()
            return Visit(replace(known, reachable=reachable), reachable and _was_stopped(known))


def _was_stopped(person: Person) -> bool:
    """Whether reminders stopped only because the person could not be reached."""
    joined = person.joined_at is not None
    return joined and not person.reachable and person.pause is None and person.hold is None
