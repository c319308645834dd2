"""All that today's choice needs to know of people, read in one unit of work."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.domain.choice import Shelf
from bot.domain.people import Person, PersonId
from bot.domain.plan import Course
from bot.domain.script import length
from bot.domain.streak import day_of
from bot.domain.today import Situation
from bot.services.ports import Library
from bot.storage.unit_of_work import UnitOfWork

LOOKS_BACK = timedelta(days=28)
"""Notes older than this do not bear on what is served today."""

DAY = timedelta(days=1)


async def situation(uow: UnitOfWork, person: Person, now: datetime) -> Situation:
    """How things are with a person now."""
    return (await situations(uow, [person], now))[person.id]


async def situations(
    uow: UnitOfWork, people: Iterable[Person], now: datetime
) -> Mapping[PersonId, Situation]:
    """How things are with some people now; the same four questions however many they are."""
    days = {person: day_of(now, person.zone, person.day_starts) for person in people}
    ids = [person.id for person in days]
    earliest = min(days.values(), default=now.date())
    courses = await uow.courses.of(ids)
    asides = await uow.courses.asides_of(ids)
    notes = await uow.pain.of_many(ids, earliest - LOOKS_BACK)
    done = await uow.workouts.done_counts(ids)
    found = {}
    for person, today in days.items():
        count, newest = done.get(person.id, (0, None))
        found[person.id] = Situation(
            person=person,
            course=courses.get(person.id) or Course(since=today, screened_on=today),
            asides=tuple(each for each in asides.get(person.id, ()) if each.holds(today)),
            notes=tuple(notes.get(person.id, ())),
            sessions=count - (newest == today),
            now=now,
        )
    return found


async def course_of(uow: UnitOfWork, person: Person, today: date) -> Course:
    """The person's course, or the one that begins today."""
    found = await uow.courses.of([person.id])
    return found.get(person.id) or Course(since=today, screened_on=today)


def shelf(library: Library) -> Shelf:
    """The content as the choice wants it."""
    return Shelf(library.programme, library.exercises, library.routines, length)
