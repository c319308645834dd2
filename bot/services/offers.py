"""What a person is offered now: the pure choice of the domain, fed with what is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import routines
from bot.domain.errors import Refusal
from bot.domain.exercises import Dose, Exercise, ExerciseId
from bot.domain.people import Person
from bot.domain.routines import Item, Offer, RoutineId, RoutineKind, Suits
from bot.domain.schedule import local_date, local_time
from bot.domain.script import segments
from bot.domain.workouts import Workout
from bot.services.ports import Clock, Library

WEEKS = 6


@dataclass(frozen=True, slots=True)
class Offers:
    """What a person could do now, to be looked at before anything begins."""

    clock: Clock
    library: Library

    def now(self, person: Person) -> tuple[Offer, int]:
        """What fits now, and its length in minutes. Raises `Refusal` as `offer_fitting` does."""
        offer = offer_fitting(person, self.library, self.clock.now())
        return offer, minutes(offer.items, self.library)

    def routine(self, person: Person, routine: RoutineId) -> tuple[Offer, int]:
        """A routine as this person would get it, and its length in minutes."""
        offer = offer_routine(person, self.library, routine, self.clock.now())
        return offer, minutes(offer.items, self.library)

    def exercise(self, exercise: ExerciseId) -> Item:
        """An exercise with the dose to try it."""
        return single(exercise, self.library)[0]


def may_stretch(person: Person) -> None:
    """Raises `Refusal` for somebody who has not joined, or whose safety answers hold them back."""
    if person.joined_at is None:
        raise Refusal("not-joined")
    if person.hold is not None:
        raise Refusal(f"held-{person.hold.value}")


def offer_fitting(person: Person, library: Library, now: datetime) -> Offer:
    """What fits a person who may stretch. Raises `Refusal` when nothing does, or they may not."""
    may_stretch(person)
    try:
        return offer_for(person, library, now)
    except LookupError as error:
        raise Refusal("nothing-fits") from error


def suits(person: Person, now: datetime, *, locks: bool = True) -> Suits:
    """What the choice needs to know of a person. Weeks count from the day they joined, 1 to 6."""
    profile = person.profile
    return Suits(
        filters=profile.filters,
        places=profile.places,
        equipment=profile.equipment,
        week=_week(person, now) if locks else None,
    )


def _week(person: Person, now: datetime) -> int:
    if person.joined_at is None:
        return 1
    days = (local_date(now, person.zone) - local_date(person.joined_at, person.zone)).days
    return min(max(days, 0) // 7 + 1, WEEKS)


def offer_for(person: Person, library: Library, now: datetime) -> Offer:
    """The routine that fits this person at this hour. Raises `LookupError` if none does."""
    at = local_time(now, person.zone).time()
    return routines.choose(library.routines, library.exercises, suits(person, now), at)


def offer_routine(person: Person, library: Library, routine: RoutineId, now: datetime) -> Offer:
    """A routine that the person picked. Raises `LookupError` for an unknown one."""
    picked = suits(person, now, locks=False)
    return routines.serve(library.routines[routine], library.exercises, picked)


def is_flare(routine: RoutineId, library: Library) -> bool:
    """Whether a routine is one for sore days."""
    facts = library.routines.get(routine)
    return facts is not None and facts.kind is RoutineKind.FLARE


def offer_flare(person: Person, library: Library, now: datetime) -> Offer:
    """The routine for a sore day. Raises `LookupError` when nothing of it may be served."""
    at = local_time(now, person.zone).time()
    return routines.choose_flare(library.routines, library.exercises, suits(person, now), at)


def soften(workout: Workout, person: Person, library: Library, now: datetime) -> Workout:
    """A session that has not begun yet, as one for a sore day; else the same at half effort."""
    try:
        soft = offer_flare(person, library, now)
    except LookupError:
        return replace(workout, items=tuple(item.eased() for item in workout.items))
    return replace(workout, routine=soft.routine, items=soft.items)


def one_minute(items: Iterable[Item], library: Library) -> tuple[Item, ...]:
    """The one-minute version of some items."""
    return routines.shorten(items, library.exercises, _seconds)


def minutes(items: Iterable[Item], library: Library) -> int:
    """How long these items take when nobody presses anything, in whole minutes, at least 1."""
    total = sum(_seconds(library.exercises[item.exercise], item.dose) for item in items)
    return max(1, round(total / 60))


def single(exercise: ExerciseId, library: Library) -> tuple[Item, ...]:
    """One exercise to try, with the lightest dose of the programme."""
    facts = library.exercises[exercise]
    dose = next((each for each in facts.doses if each is not None), facts.full_dose)
    return (Item(exercise, dose),)


def _seconds(exercise: Exercise, dose: Dose) -> int:
    return sum(segment.seconds for segment in segments(exercise, dose))
