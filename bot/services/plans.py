"""The plan of a person: where they stand, what a week was like, and what they change about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.asides import DAYS, Aside, Change
from bot.domain.errors import StaleButton
from bot.domain.exercises import ExerciseId
from bot.domain.own import is_own
from bot.domain.people import Person
from bot.domain.plan import Course, Length, Step, WeekSeen, is_open, step, taken, week_seen
from bot.domain.today import Situation
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.situations import situation
from bot.storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a person stands in the plan, what the last seven days were like, and what is next."""

    case: Situation
    seen: WeekSeen
    proposed: Step

    @property
    def course(self) -> Course:
        """Their course."""
        return self.case.course


@dataclass(frozen=True, slots=True)
class Plans:
    """Looking at the plan, and changing it. Nothing changes unless the person says so."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def look(self, person: Person) -> Standpoint:
        """Where they stand."""
        async with self.unit() as uow:
            return await standpoint(uow, person, self.library, self.clock.now())

    async def change(self, person: Person, what: str) -> Standpoint:
        """Do what a button of the plan says. Raises `StaleButton` for what is not offered."""
        async with self.unit() as uow:
            stands = await standpoint(uow, person, self.library, self.clock.now())
            course = changed(stands, what, self.library)
            await uow.courses.save(person.id, course)
            await uow.commit()
            return replace(stands, case=replace(stands.case, course=course))

    async def decide(self, person: Person, change: str, exercise: ExerciseId) -> None:
        """Replace, ease or keep an exercise for four weeks, or bring it back at once."""
        if exercise not in self.library.exercises and not is_own(exercise):
            raise StaleButton
        async with self.unit() as uow:
            if change == "back":
                await uow.courses.take_back(person.id, exercise)
            elif change in set(Change):
                today = (await situation(uow, person, self.clock.now())).today
                until = today + timedelta(days=DAYS[Change(change)])
                await uow.courses.put_aside(person.id, Aside(exercise, Change(change), until))
            else:
                raise StaleButton
            await uow.commit()


async def standpoint(
    uow: UnitOfWork, person: Person, library: Library, now: datetime
) -> Standpoint:
    """Where a person stands, inside somebody else's unit of work."""
    case = await situation(uow, person, now)
    first = case.today - WEEK + DAY
    done = await uow.workouts.done_days(person.id)
    seen = week_seen(
        sum(first <= day <= case.today for day in done),
        case.notes,
        case.today,
        flared=_flared(case.course, now),
        hurts=await uow.workouts.hurts_since(person.id, first),
    )
    return Standpoint(case, seen, step(case.course, seen, library.programme.gate, case.today))


def _flared(course: Course, now: datetime) -> bool:
    return course.flare_until is not None and now - course.flare_until < WEEK


def changed(stands: Standpoint, what: str, library: Library) -> Course:
    """The course after a button. Down is always open, up only one level and through the gate."""
    change = _CHANGES.get(what)
    course = None if change is None else change(stands, library)
    if course is None:
        raise StaleButton
    return course


def soft_days(course: Course, now: datetime, library: Library) -> Course:
    """Two days of soft moves from now on."""
    return replace(
        course, flare_until=now + timedelta(hours=library.programme.after_session.flare_hours)
    )


def may_go_up(stands: Standpoint, library: Library) -> bool:
    """Whether the gate is open and there is a level above."""
    return stands.proposed is Step.UP and is_open(stands.seen, library.programme.gate)


def _up(stands: Standpoint, library: Library) -> Course | None:
    today = stands.case.today
    return taken(stands.course, Step.UP, today) if may_go_up(stands, library) else None


def _down(stands: Standpoint, _: Library) -> Course | None:
    down = taken(stands.course, Step.BACK, stands.case.today)
    return replace(down, finished=False) if stands.course.level > 1 else None


def _proposed(stands: Standpoint, _: Library) -> Course | None:
    return taken(stands.course, stands.proposed, stands.case.today)


def _of_length(length: Length) -> "Kind":
    return lambda stands, _: replace(stands.course, length=length)


Kind = Callable[[Standpoint, Library], Course | None]
_CHANGES: Mapping[str, Kind] = {
    "up": _up,
    "down": _down,
    "accept": _proposed,
    **{length.value: _of_length(length) for length in Length},
    "other": lambda stands, _: replace(stands.course, variety=stands.course.variety + 1),
    "soft": lambda stands, library: soft_days(stands.course, stands.case.now, library),
    "soft-off": lambda stands, _: replace(stands.course, flare_until=None),
    "nudge": lambda stands, _: replace(stands.course, follow_up=True),
    "nudge-off": lambda stands, _: replace(stands.course, follow_up=False),
}
