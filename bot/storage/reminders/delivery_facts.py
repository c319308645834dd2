"""Load in one statement what decides recommendations and whether reminders are sent."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.pain.notes import PainNote
from bot.domain.people.person import PersonId
from bot.domain.plan.exercise_adjustments import Adjustment
from bot.domain.plan.progression import PlanProgress
from bot.domain.routines.custom_routines import CustomRoutine
from bot.storage.core.combined_query import CombinedQuery
from bot.storage.pain import pain_diary
from bot.storage.plan import plan_progress
from bot.storage.reminders import daily_facts
from bot.storage.reminders.daily_facts import DayFact
from bot.storage.routines import custom_routines
from bot.storage.session import sessions

T = TypeVar("T")

_OFFERS = {
    "plans": plan_progress.query,
    "adjustments": plan_progress.adjustments_query,
    "notes": pain_diary.query,
    "days_done": sessions.days_done_query,
}
_OF_PEOPLE = CombinedQuery(**_OFFERS)
_FACTS = CombinedQuery(facts=daily_facts.query)
_OF_REMINDERS = CombinedQuery(**_OFFERS, facts=daily_facts.query, own=custom_routines.bound_query)

_NOT_ASKED: Mapping[str, Sequence[Any]] = dict.fromkeys((*_OFFERS, "facts", "own"), ())


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about some people. A person missing from a mapping has no such data."""

    plans: Mapping[PersonId, PlanProgress]
    adjustments: Mapping[PersonId, Sequence[Adjustment]]
    """Adjustments of exercises, expired ones too, ordered by exercise."""
    notes: Mapping[PersonId, Sequence[PainNote]]
    """The newest first."""
    days_done: Mapping[PersonId, tuple[int, date | None]]
    """How many days count as done, and the newest of them."""
    facts: Collection[DayFact] = ()
    own: Mapping[tuple[PersonId, int], CustomRoutine] = field(default_factory=dict)
    """The custom routines that reminders offer, by person and slot."""


@dataclass(frozen=True, slots=True)
class CircumstancesStore:
    """Reads several tables at once."""

    connection: AsyncConnection

    async def of(self, people: Iterable[PersonId], notes_since: date) -> Circumstances:
        """What decides recommendations for these people, with pain notes from a day on."""
        found = await _OF_PEOPLE.fetch(self.connection, people, pain_diary.values_of(notes_since))
        return _circumstances(found)

    async def of_reminders(
        self, people: Iterable[PersonId], days: Collection[date], notes_since: date
    ) -> Circumstances:
        """The same, and everything that decides reminders of these days."""
        values = {**pain_diary.values_of(notes_since), **daily_facts.values_of(days)}
        return _circumstances(await _OF_REMINDERS.fetch(self.connection, people, values))

    async def facts(self, people: Iterable[PersonId], days: Collection[date]) -> Circumstances:
        """Only what decides whether reminders of these days are sent."""
        values = daily_facts.values_of(days)
        return _circumstances(await _FACTS.fetch(self.connection, people, values))


def _circumstances(found: Mapping[str, Sequence[Any]]) -> Circumstances:
    rows = {**_NOT_ASKED, **found}
    adjustments = sorted(rows["adjustments"], key=lambda row: row.exercise)
    notes = sorted(rows["notes"], key=pain_diary.newest_first, reverse=True)
    return Circumstances(
        plans={PersonId(row.person_id): plan_progress.from_row(row) for row in rows["plans"]},
        adjustments=_by_person(adjustments, plan_progress.adjustment_from_row),
        notes=_by_person(notes, pain_diary.from_row),
        days_done={PersonId(row.person_id): (row.count, row.newest) for row in rows["days_done"]},
        facts=frozenset(map(daily_facts.from_row, rows["facts"])),
        own={
            (PersonId(row.person_id), row.slot): custom_routines.from_row(row)
            for row in rows["own"]
        },
    )


def _by_person(rows: Iterable[Any], value: Callable[[Any], T]) -> Mapping[PersonId, Sequence[T]]:
    lists: dict[PersonId, list[T]] = defaultdict(list)
    for row in rows:
        lists[PersonId(row.person_id)].append(value(row))
    return lists
