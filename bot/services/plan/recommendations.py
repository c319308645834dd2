"""Recommend routines: load a person's state and apply the domain's choice to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.errors import Refusal
from bot.domain.people.person import Person, require_no_hold
from bot.domain.plan import recommendation
from bot.domain.plan.recommendation import UserState
from bot.domain.routines import routine as routines
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import (
    Item,
    LeftOut,
    Offer,
    RoutineId,
    RoutineKind,
    reason_against,
    shorten,
)
from bot.domain.session.session import Session
from bot.domain.session.timeline import length
from bot.services.people.people import UnitOfWorkFactory
from bot.services.plan.user_state import content_library, user_state
from bot.services.ports import Clock, Library


@dataclass(frozen=True, slots=True)
class Offers:
    """Previews of what a person could do now."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def now(self, person: Person) -> tuple[Offer, int]:
        """The recommended routine and its length in minutes. Raises `Refusal` like `recommend`."""
        require_no_hold(person)
        offer = recommend(await self._case(person), self.library)
        return offer, minutes(offer.items, self.library)

    async def routine(self, person: Person, routine: RoutineId) -> tuple[Offer, int]:
        """A routine as this person would get it, and its length in minutes."""
        offer = offer_routine(await self._case(person), self.library, routine)
        return offer, minutes(offer.items, self.library)

    async def exercise(self, person: Person, exercise: ExerciseId) -> tuple[Item, LeftOut | None]:
        """An exercise with a dose to try it, and why it does not suit them, if it does not."""
        case = await self._case(person)
        return single(exercise, self.library)[0], against(case, self.library, exercise)

    async def _case(self, person: Person) -> UserState:
        async with self.unit() as uow:
            return await user_state(uow, person, self.clock.now())


def recommend(case: UserState, library: Library) -> Offer:
    """The routine for a person now. Raises `Refusal` if nothing suits or they may not stretch."""
    require_no_hold(case.person)
    try:
        return offer_for(case, library)
    except LookupError as error:
        raise Refusal("nothing-fits") from error


def offer_for(case: UserState, library: Library) -> Offer:
    """The routine for a person now. Raises `LookupError` if nothing may be served."""
    return recommendation.offer(case, content_library(library))


def offer_routine(case: UserState, library: Library, routine: RoutineId) -> Offer:
    """A routine that the person picked. Raises `KeyError` for an unknown one."""
    picked = case.suits_picked(content_library(library))
    return routines.serve(library.routines[routine], library.exercises, picked)


def against(case: UserState, library: Library, exercise: ExerciseId) -> LeftOut | None:
    """Why an exercise that the person picked does not suit them; None if it does."""
    reason = reason_against(
        library.exercises[exercise], case.suits_picked(content_library(library))
    )
    return None if reason is None else LeftOut(exercise, reason)


def is_flare(routine: RoutineId, library: Library) -> bool:
    """Whether a routine is for sore days."""
    facts = library.routines.get(routine)
    return facts is not None and facts.kind is RoutineKind.FLARE


def soften(session: Session, case: UserState, library: Library) -> Session:
    """Turn a session that has not begun into a sore day's, or else halve its effort."""
    try:
        soft = recommendation.soft(case, content_library(library))
    except LookupError:
        facts = [routines.facts_of(item, library.exercises) for item in session.items]
        pairs = zip(session.items, facts, strict=True)
        kept = [item for item, each in pairs if not each.straight_leg]
        return replace(session, items=tuple(item.eased() for item in kept or session.items[:1]))
    return replace(session, routine=soft.routine, items=soft.items)


def one_minute(items: Iterable[Item], library: Library) -> tuple[Item, ...]:
    """The one-minute version of some items."""
    return shorten(items, library.exercises, length)


def minutes(items: Iterable[Item], library: Library) -> int:
    """The length in whole minutes if nobody presses anything, at least 1."""
    total = sum(length(routines.facts_of(item, library.exercises), item.dose) for item in items)
    return max(1, round(total / 60))


def single(exercise: ExerciseId, library: Library) -> tuple[Item, ...]:
    """One exercise to try, with the programme's lightest dose."""
    facts = library.exercises[exercise]
    dose = next((each for each in facts.doses if each is not None), facts.full_dose)
    return (Item(exercise, dose),)
