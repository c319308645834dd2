"""All that today's choice needs to know of people, read in one unit of work."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.choice import Shelf
from bot.domain.people import Person
from bot.domain.plan import Course
from bot.domain.script import length
from bot.domain.streak import day_of
from bot.domain.today import Situation
from bot.services.ports import Library
from bot.storage.circumstances import Circumstances
from bot.storage.unit_of_work import UnitOfWork

LOOKS_BACK = timedelta(days=28)
"""Notes older than this do not bear on what is served today."""

DAY = timedelta(days=1)


async def situation(uow: UnitOfWork, person: Person, now: datetime) -> Situation:
    """How things are with a person now."""
    found = await uow.circumstances.of([person.id], notes_since([person], now))
    return situation_in(found, person, now)


def notes_since(people: Iterable[Person], now: datetime) -> date:
    """The first day of which notes bear on what any of these people is served now."""
    return min((_today(each, now) for each in people), default=now.date()) - LOOKS_BACK


def situation_in(found: Circumstances, person: Person, now: datetime) -> Situation:
    """How things are with one of the people who were asked about."""
    today = _today(person, now)
    count, newest = found.days_done.get(person.id, (0, None))
    return Situation(
        person=person,
        course=found.courses.get(person.id) or Course(since=today, screened_on=today),
        asides=tuple(each for each in found.asides.get(person.id, ()) if each.holds(today)),
        notes=tuple(found.notes.get(person.id, ())),
        sessions=count - (newest == today),
        now=now,
    )


def _today(person: Person, now: datetime) -> date:
    return day_of(now, person.zone, person.day_starts)


async def course_of(uow: UnitOfWork, person: Person, today: date) -> Course:
    """The person's course, or the one that begins today."""
    found = await uow.courses.get(person.id)
    return found or Course(since=today, screened_on=today)


@lru_cache(maxsize=4)
def shelf(library: Library) -> Shelf:
    """The content as the choice wants it."""
    return Shelf(library.programme, library.exercises, library.routines, length)
