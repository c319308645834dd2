"""Custom routines: create, offer, schedule, share and copy them."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.dialogs.effects import (
    DeleteCustomRoutine,
    RenameCustomRoutine,
    SaveCustomRoutine,
    ScheduleCustomRoutine,
)
from bot.domain.errors import Refusal
from bot.domain.people.person import Person, require_no_hold
from bot.domain.plan.recommendation import UserState
from bot.domain.routines.custom_routines import (
    MOST_ROUTINES,
    CustomRoutine,
    CustomRoutineId,
    menu,
    offer_custom,
)
from bot.domain.routines.item_json import to_plain
from bot.domain.routines.routine import LeftOut, Offer
from bot.services.people.people import UnitOfWorkFactory
from bot.services.plan.recommendations import minutes, recommend
from bot.services.plan.user_state import content_library, user_state
from bot.services.ports import Clock, Library
from bot.services.reminders.schedules import reminders_of
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.schedules import Slot

SHARE_BYTES = 12
"""Random bytes of a share token: too many to guess."""


Change = SaveCustomRoutine | RenameCustomRoutine | ScheduleCustomRoutine | DeleteCustomRoutine


@dataclass(frozen=True, slots=True)
class Look:
    """A custom routine as one person would get it now, its minutes, and its reminders."""

    own: CustomRoutine
    offer: Offer
    minutes: int
    slots: tuple[Slot, ...] = ()
    """The reminders that offer it."""


@dataclass(frozen=True, slots=True)
class OwnRoutines:
    """Reads a person's custom routines and those that others shared."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def all(self, person: Person) -> tuple[CustomRoutine, ...]:
        """The person's custom routines."""
        async with self.unit() as uow:
            return await uow.own.of(person.id)

    async def look(self, person: Person, id: CustomRoutineId) -> Look:
        """One of them. Raises `Refusal` if it no longer exists."""
        async with self.unit() as uow:
            own = await _mine(uow, person, id)
            slots = await uow.schedules.slots(person.id)
            bound = tuple(slot for slot in slots if slot.routine == own.routine)
            return await self._look(uow, person, own, bound)

    async def shared(self, person: Person, share: str) -> Look:
        """The routine of a share link. Raises `Refusal` if it no longer exists."""
        async with self.unit() as uow:
            return await self._look(uow, person, await _shared(uow, share))

    async def copy(self, person: Person, share: str) -> CustomRoutine:
        """Copy a shared routine; returns the existing one if the person has the same exercises."""
        async with self.unit() as uow:
            own = await _shared(uow, share)
            has = await uow.own.of(person.id)
            known = next((each for each in has if each.items == own.items), None)
            if known is not None:
                return known
            made = await add(uow, person, SaveCustomRoutine(own.name, own.items), self.clock.now())
            await uow.commit()
            return made

    async def to_make(self, person: Person) -> tuple[dict[str, Any], tuple[LeftOut, ...]]:
        """What to build a routine from: a menu with doses, and what is left out and why."""
        async with self.unit() as uow:
            if await uow.own.count(person.id) >= MOST_ROUTINES:
                raise Refusal("own-most")
            case = await user_state(uow, person, self.clock.now())
        fitting, gone = menu(
            self.library.exercises, case.suits_picked(content_library(self.library))
        )
        return {each[0].exercise: [to_plain(item) for item in each] for each in fitting}, gone

    async def to_schedule(self, person: Person, id: CustomRoutineId) -> dict[str, Any]:
        """The reminders that can offer it. Raises `Refusal` if there are none."""
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
        """The custom routine that a reminder offers; None if it has none."""
        async with self.unit() as uow:
            case = await user_state(uow, person, self.clock.now())
            return await _of_slot(uow, case, slot, self.library)

    async def now(self, person: Person, slot: int) -> tuple[Offer, int]:
        """What that reminder offers now, and its length in minutes."""
        require_no_hold(person)
        async with self.unit() as uow:
            case = await user_state(uow, person, self.clock.now())
            own = await _of_slot(uow, case, slot, self.library)
        offer = own or recommend(case, self.library)
        return offer, minutes(offer.items, self.library)

    async def _look(
        self, uow: UnitOfWork, person: Person, own: CustomRoutine, slots: tuple[Slot, ...] = ()
    ) -> Look:
        case = await user_state(uow, person, self.clock.now())
        suits = case.suits_picked(content_library(self.library))
        offer = offer_custom(own, self.library.exercises, suits)
        return Look(own, offer, minutes(offer.items, self.library), slots)


async def _of_slot(uow: UnitOfWork, case: UserState, slot: int, library: Library) -> Offer | None:
    bound = await uow.own.bound(case.person.id, slot)
    return offer_bound(bound, case, library)


def offer_bound(own: CustomRoutine | None, case: UserState, library: Library) -> Offer | None:
    """A reminder's custom routine, if it has one and any of its exercises suits.

    None on sore days. No forward bends in the early morning: the person did not pick the hour.
    """
    if own is None or case.progress.in_flare(case.now):
        return None
    suits = replace(case.suits(content_library(library)), week=None)
    offer = offer_custom(own, library.exercises, suits)
    return offer if offer.items else None


async def add(
    uow: UnitOfWork, person: Person, made: SaveCustomRoutine, now: datetime
) -> CustomRoutine:
    """Save a new one. Raises `Refusal` if the person has too many."""
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
    """Apply the effect of a dialogue about custom routines."""
    match change:
        case SaveCustomRoutine():
            await add(uow, person, change, now)
        case RenameCustomRoutine(id, name):
            await uow.own.rename(person.id, id, name)
        case ScheduleCustomRoutine(id, slot):
            own = await _mine(uow, person, id)
            await uow.schedules.unbind(person.id, own.routine)
            if slot is not None:
                await uow.schedules.bind(person.id, slot, own.routine)
        case DeleteCustomRoutine(id):
            own = await _mine(uow, person, id)
            await uow.schedules.unbind(person.id, own.routine)
            await uow.own.remove(person.id, id)


async def _mine(uow: UnitOfWork, person: Person, id: CustomRoutineId) -> CustomRoutine:
    own = await uow.own.get(person.id, id)
    if own is None:
        raise Refusal("own-gone")
    return own


async def _shared(uow: UnitOfWork, share: str) -> CustomRoutine:
    own = await uow.own.shared(share)
    if own is None:
        raise Refusal("own-not-shared")
    return own
