"""All that today's choice needs to know of a person, read in one unit of work."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.asides import Aside, Change
from bot.domain.by_hour import is_morning
from bot.domain.choice import Shelf, Turn
from bot.domain.exercises import Dose, Exercise, ExerciseId
from bot.domain.pain import PainNote
from bot.domain.people import Person
from bot.domain.plan import Course, straight_leg_open
from bot.domain.routines import Suits
from bot.domain.schedule import local_time
from bot.domain.script import segments
from bot.domain.streak import day_of
from bot.services.ports import Library
from bot.storage.unit_of_work import UnitOfWork

LOOKS_BACK = timedelta(days=28)
"""Notes older than this do not bear on what is served today."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A person today: their place in the plan, what is put aside, their notes, their sessions."""

    person: Person
    course: Course
    asides: tuple[Aside, ...]
    notes: tuple[PainNote, ...]
    sessions: int
    now: datetime

    @property
    def today(self) -> date:
        """The person's day."""
        return day_of(self.now, self.person.zone, self.person.day_starts)

    @property
    def turn(self) -> Turn:
        """Whose turn it is in the plan."""
        eased = frozenset(each.exercise for each in self.asides if each.change is Change.EASIER)
        course = self.course
        return Turn(course.level, self.sessions, course.variety, course.length, eased)

    def suits(self, library: Library) -> Suits:
        """What suits them now."""
        profile = self.person.profile
        most = library.programme.straight_leg_most_leg_pain
        return Suits(
            filters=profile.filters,
            places=profile.places,
            equipment=profile.equipment,
            week=self.course.level,
            asides=frozenset(each.exercise for each in self.asides if each.change is Change.OUT),
            straight_leg=not self.course.in_flare(self.now)
            and straight_leg_open(profile.filters, self.notes, self.today, most),
            early=is_morning(local_time(self.now, self.person.zone).time()),
        )

    def suits_picked(self, library: Library) -> Suits:
        """The same for what the person picked: no locks, no caps, and bends at their own hour."""
        return replace(self.suits(library), week=None, early=False)


async def situation(uow: UnitOfWork, person: Person, now: datetime) -> Situation:
    """How things are with a person now."""
    today = day_of(now, person.zone, person.day_starts)
    return Situation(
        person=person,
        course=await course_of(uow, person, today),
        asides=await uow.courses.asides(person.id, today),
        notes=await uow.pain.of(person.id, since=today - LOOKS_BACK),
        sessions=sum(day < today for day in await uow.workouts.done_days(person.id)),
        now=now,
    )


async def course_of(uow: UnitOfWork, person: Person, today: date) -> Course:
    """The person's course, or the one that begins today."""
    return await uow.courses.get(person.id) or Course(since=today, screened_on=today)


def shelf(library: Library) -> Shelf:
    """The content as the choice wants it."""
    return Shelf(library.programme, library.exercises, library.routines, seconds_of)


def seconds_of(exercise: Exercise, dose: Dose) -> int:
    """How long an exercise takes when nobody presses anything."""
    return sum(segment.seconds for segment in segments(exercise, dose))


def is_put_aside(asides: tuple[Aside, ...], exercise: ExerciseId) -> bool:
    """Whether it is left out for now."""
    return any(each.exercise == exercise and each.change is Change.OUT for each in asides)
