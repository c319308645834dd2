"""All that bears on what people are offered, and on whether reminders go out: one statement."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.asides import Aside
from bot.domain.own_routines import OwnRoutine
from bot.domain.pain import PainNote
from bot.domain.people import PersonId
from bot.domain.plan import Course
from bot.storage import courses, day_facts, own_routines, pain, workouts
from bot.storage.combined import Combined
from bot.storage.day_facts import DayFact

T = TypeVar("T")

_OFFERS = {
    "courses": courses.question,
    "asides": courses.asides_question,
    "notes": pain.question,
    "days_done": workouts.days_done_question,
}
_OF_PEOPLE = Combined(**_OFFERS)
_FACTS = Combined(facts=day_facts.question)
_OF_REMINDERS = Combined(**_OFFERS, facts=day_facts.question, own=own_routines.bound_question)

_NOT_ASKED: Mapping[str, Sequence[Any]] = dict.fromkeys((*_OFFERS, "facts", "own"), ())


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of some people; whoever is missing in a mapping has none of it."""

    courses: Mapping[PersonId, Course]
    asides: Mapping[PersonId, Sequence[Aside]]
    """Decisions about exercises, the old ones too, by exercise."""
    notes: Mapping[PersonId, Sequence[PainNote]]
    """The newest first."""
    days_done: Mapping[PersonId, tuple[int, date | None]]
    """How many days count, and the newest of them."""
    facts: Collection[DayFact] = ()
    own: Mapping[tuple[PersonId, int], OwnRoutine] = field(default_factory=dict)
    """The routines that reminders bring, by person and slot."""


@dataclass(frozen=True, slots=True)
class CircumstancesStore:
    """Reads of several tables at once."""

    connection: AsyncConnection

    async def of(self, people: Iterable[PersonId], notes_since: date) -> Circumstances:
        """What bears on the offers to these people; of their notes those from a day on."""
        found = await _OF_PEOPLE.ask(self.connection, people, pain.values_of(notes_since))
        return _circumstances(found)

    async def of_reminders(
        self, people: Iterable[PersonId], days: Collection[date], notes_since: date
    ) -> Circumstances:
        """The same with all that bears on reminders of these days."""
        values = {**pain.values_of(notes_since), **day_facts.values_of(days)}
        return _circumstances(await _OF_REMINDERS.ask(self.connection, people, values))

    async def facts(self, people: Iterable[PersonId], days: Collection[date]) -> Circumstances:
        """Only what decides whether reminders of these days go out."""
        values = day_facts.values_of(days)
        return _circumstances(await _FACTS.ask(self.connection, people, values))


def _circumstances(found: Mapping[str, Sequence[Any]]) -> Circumstances:
    rows = {**_NOT_ASKED, **found}
    asides = sorted(rows["asides"], key=lambda row: row.exercise)
    notes = sorted(rows["notes"], key=pain.newest_first, reverse=True)
    return Circumstances(
        courses={PersonId(row.person_id): courses.from_row(row) for row in rows["courses"]},
        asides=_by_person(asides, courses.aside_from_row),
        notes=_by_person(notes, pain.from_row),
        days_done={PersonId(row.person_id): (row.count, row.newest) for row in rows["days_done"]},
        facts=frozenset(map(day_facts.from_row, rows["facts"])),
        own={
            (PersonId(row.person_id), row.slot): own_routines.from_row(row) for row in rows["own"]
        },
    )


def _by_person(rows: Iterable[Any], value: Callable[[Any], T]) -> Mapping[PersonId, Sequence[T]]:
    lists: dict[PersonId, list[T]] = defaultdict(list)
    for row in rows:
        lists[PersonId(row.person_id)].append(value(row))
    return lists
