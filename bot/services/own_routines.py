"""Routines of people's own: what to make them of, how they are served, and who may copy one."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.flows.effects import DropOwn, KeepOwn, RenameOwn, ScheduleOwn
from bot.domain.own_routines import MOST_ROUTINES, OwnId, OwnRoutine, menu, offer_own
from bot.domain.people import Person
from bot.domain.plain import to_plain
from bot.domain.routines import LeftOut, Offer
from bot.domain.today import Situation
from bot.services.offers import may_stretch, minutes, offer_fitting
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.schedules import reminders_of
from bot.services.situations import shelf, situation
from bot.storage.schedules import Slot
from bot.storage.unit_of_work import UnitOfWork

SHARE_BYTES = 12
"""Of a share word: nobody guesses one."""


Change = KeepOwn | RenameOwn | ScheduleOwn | DropOwn


@dataclass(frozen=True, slots=True)
class Look:
    """A routine as one person would get it now, its length in minutes, and when it comes."""

    own: OwnRoutine
    offer: Offer
    minutes: int
    slots: tuple[Slot, ...] = ()
    """The reminders that bring it."""


@dataclass(frozen=True, slots=True)
class OwnRoutines:
    """Looking at routines of one's own, and at those that somebody shared."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def all(self, person: Person) -> tuple[OwnRoutine, ...]:
        """The person's routines."""
        async with self.unit() as uow:
            return await uow.own.of(person.id)

    async def look(self, person: Person, id: OwnId) -> Look:
        """One of them. Raises `Refusal` when it is gone."""
        async with self.unit() as uow:
            own = await _mine(uow, person, id)
            slots = await uow.schedules.slots(person.id)
            bound = tuple(slot for slot in slots if slot.routine == own.routine)
            return await self._look(uow, person, own, bound)

    async def shared(self, person: Person, share: str) -> Look:
        """The one that a link leads to. Raises `Refusal` when it is gone."""
        async with self.unit() as uow:
            return await self._look(uow, person, await _shared(uow, share))

    async def copy(self, person: Person, share: str) -> OwnRoutine:
        """Make a shared routine one's own; a second copy is not made."""
        async with self.unit() as uow:
            own = await _shared(uow, share)
            has = await uow.own.of(person.id)
            known = next((each for each in has if each.items == own.items), None)
            if known is not None:
                return known
            made = await add(uow, person, KeepOwn(own.name, own.items), self.clock.now())
            await uow.commit()
            return made

    async def to_make(self, person: Person) -> tuple[dict[str, Any], tuple[LeftOut, ...]]:
        """What a new one can be made of: a menu with doses, and what is left out and why."""
        async with self.unit() as uow:
            if await uow.own.count(person.id) >= MOST_ROUTINES:
                raise Refusal("own-most")
            case = await situation(uow, person, self.clock.now())
        fitting, gone = menu(self.library.exercises, case.suits_picked(shelf(self.library)))
        return {each[0].exercise: [to_plain(item) for item in each] for each in fitting}, gone

    async def to_schedule(self, person: Person, id: OwnId) -> dict[str, Any]:
        """The reminders that it can come with. Raises `Refusal` when there are none."""
        async with self.unit() as uow:
            own = await _mine(uow, person, id)
            slots = reminders_of(await uow.schedules.slots(person.id))
        if not slots:
            raise Refusal("own-no-reminders")
        return {
            "routine": own.id,
            "slots": {str(slot.slot): slot.rule.at.strftime("%H:%M") for slot in slots},
            "on": any(slot.routine == own.routine for slot in slots),
        }

    async def of_reminder(self, person: Person, slot: int) -> Offer | None:
        """The routine that comes with that reminder, when it is one's own."""
        async with self.unit() as uow:
            case = await situation(uow, person, self.clock.now())
            return await _of_slot(uow, case, slot, self.library)

    async def now(self, person: Person, slot: int) -> tuple[Offer, int]:
        """What that reminder brings now, and its length in minutes."""
        may_stretch(person)
        async with self.unit() as uow:
            case = await situation(uow, person, self.clock.now())
            own = await _of_slot(uow, case, slot, self.library)
        offer = own or offer_fitting(case, self.library)
        return offer, minutes(offer.items, self.library)

    async def _look(
        self, uow: UnitOfWork, person: Person, own: OwnRoutine, slots: tuple[Slot, ...] = ()
    ) -> Look:
        case = await situation(uow, person, self.clock.now())
        suits = case.suits_picked(shelf(self.library))
        offer = offer_own(own, self.library.exercises, suits)
        return Look(own, offer, minutes(offer.items, self.library), slots)


async def _of_slot(uow: UnitOfWork, case: Situation, slot: int, library: Library) -> Offer | None:
    bound = await uow.own.bound(case.person.id, slot)
    return offer_bound(bound, case, library)


def offer_bound(own: OwnRoutine | None, case: Situation, library: Library) -> Offer | None:
    """The own routine that a reminder brings, if there is one and something of it suits.

    Not on sore days, and no forward bends early in the morning: nobody picked it at this hour.
    """
    if own is None or case.course.in_flare(case.now):
        return None
    suits = replace(case.suits(shelf(library)), week=None)
    offer = offer_own(own, library.exercises, suits)
    return offer if offer.items else None


async def add(uow: UnitOfWork, person: Person, made: KeepOwn, now: datetime) -> OwnRoutine:
    """Keep a new one. Raises `Refusal` when there are too many."""
    if await uow.own.count(person.id) >= MOST_ROUTINES:
        raise Refusal("own-most")
    share = secrets.token_urlsafe(SHARE_BYTES)
    return await uow.own.add(person.id, made.name, made.items, share, now)


async def apply(
    uow: UnitOfWork,
    person: Person,
    change: Change,
    now: datetime,
) -> None:
    """Do what a talk about one's own routines decided."""
    match change:
        case KeepOwn():
            await add(uow, person, change, now)
        case RenameOwn(id, name):
            await uow.own.rename(person.id, id, name)
        case ScheduleOwn(id, slot):
            own = await _mine(uow, person, id)
            await uow.schedules.unbind(person.id, own.routine)
            if slot is not None:
                await uow.schedules.bind(person.id, slot, own.routine)
        case DropOwn(id):
            own = await _mine(uow, person, id)
            await uow.schedules.unbind(person.id, own.routine)
            await uow.own.remove(person.id, id)


async def _mine(uow: UnitOfWork, person: Person, id: OwnId) -> OwnRoutine:
    own = await uow.own.get(person.id, id)
    if own is None:
        raise Refusal("own-gone")
    return own


async def _shared(uow: UnitOfWork, share: str) -> OwnRoutine:
    own = await uow.own.shared(share)
    if own is None:
        raise Refusal("own-not-shared")
    return own
