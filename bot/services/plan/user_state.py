"""Load everything that a recommendation needs, in one unit of work."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.people.person import Person
from bot.domain.plan.progression import PlanProgress
from bot.domain.plan.recommendation import UserState
from bot.domain.plan.selection import ContentLibrary
from bot.domain.progress.streak import user_day
from bot.domain.session.timeline import length
from bot.services.ports import Library
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.delivery_facts import Circumstances

LOOKS_BACK = timedelta(days=28)
"""Older notes do not affect today's recommendation."""

DAY = timedelta(days=1)


async def user_state(uow: UnitOfWork, person: Person, now: datetime) -> UserState:
    """A person's current state."""
    found = await uow.circumstances.of([person.id], notes_since([person], now))
    return situation_in(found, person, now)


def notes_since(people: Iterable[Person], now: datetime) -> date:
    """The first day whose notes affect the recommendations of any of these people."""
    return min((_today(each, now) for each in people), default=now.date()) - LOOKS_BACK


def situation_in(found: Circumstances, person: Person, now: datetime) -> UserState:
    """The state of one of the people for whom `found` was loaded."""
    today = _today(person, now)
    count, newest = found.days_done.get(person.id, (0, None))
    return UserState(
        person=person,
        progress=found.plans.get(person.id) or PlanProgress(since=today, screened_on=today),
        adjustments=tuple(
            each for each in found.adjustments.get(person.id, ()) if each.holds(today)
        ),
        notes=tuple(found.notes.get(person.id, ())),
        sessions=count - (newest == today),
        now=now,
    )


def _today(person: Person, now: datetime) -> date:
    return user_day(now, person.zone, person.day_starts)


async def progress_of(uow: UnitOfWork, person: Person, today: date) -> PlanProgress:
    """The person's progress in the plan, or that of a plan that begins today."""
    found = await uow.plans.get(person.id)
    return found or PlanProgress(since=today, screened_on=today)


@lru_cache(maxsize=4)
def content_library(library: Library) -> ContentLibrary:
    """The content in the form that the domain's choice needs."""
    return ContentLibrary(library.programme, library.exercises, library.routines, length)
