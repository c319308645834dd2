"""The pain diary."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.pain.notes import PainNote
from bot.domain.people.person import PersonId
from bot.storage.core.combined_query import PersonFilter
from bot.storage.core.tables import PAIN_DIARY

_C = PAIN_DIARY.c
_NEWEST = (_C.noted_at.desc(), _C.id.desc())
_FIRST_NOTES = 64
"""Enough for the first seven days of a score with nine notes a day."""


def _first(limit: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    mine = _C.person_id == bindparam("person")
    earlier = (mine, _C.day < bindparam("before"), *conditions)
    query = select(PAIN_DIARY).where(*earlier).order_by(_C.noted_at, _C.id).limit(limit)
    return select(query.subquery())


_FIRSTS = union(
    _first(1),
    *(_first(_FIRST_NOTES, score.is_not(None)) for score in (_C.back, _C.leg, _C.reach)),
)


def query(belongs: PersonFilter) -> Select[Any]:
    """The notes of people from a day on."""
    return select(PAIN_DIARY).where(
        belongs(_C.person_id),
        _C.day >= bindparam("notes_since"),
        _C.noted_at >= bindparam("noted_since"),
    )


def values_of(since: date) -> dict[str, Any]:
    """The parameters of `query` for notes from that day on."""
    return {"notes_since": since, "noted_since": _earliest(since)}


def newest_first(row: Any) -> tuple[Any, ...]:
    """The sort key for rows of notes; sort in reverse."""
    return row.noted_at, row.id


@dataclass(frozen=True, slots=True)
class PainStore:
    """One row per note."""

    connection: AsyncConnection

    async def add(self, note: PainNote) -> None:
        """Save a note."""
        await self.connection.execute(insert(PAIN_DIARY).values(_row(note)))

    async def complete(self, note: PainNote) -> None:
        """Update the newest note of that session and kind, if any, with what is known now."""
        newest = (
            select(_C.id)
            .where(
                _C.person_id == note.person,
                _C.taken == note.taken,
                _C.workout_id.is_not_distinct_from(note.session),
            )
            .order_by(*_NEWEST)
            .limit(1)
            .scalar_subquery()
        )
        known = {"back": note.back, "leg": note.leg, "reach": note.reach}
        await self.connection.execute(update(PAIN_DIARY).where(_C.id == newest).values(known))

    async def of(
        self, person_id: PersonId, limit: int | None = 500, since: date | None = None
    ) -> tuple[PainNote, ...]:
        """The person's notes from `since` on, newest first."""
        query = select(PAIN_DIARY).where(_C.person_id == person_id)
        if since is not None:
            query = query.where(_C.day >= since, _C.noted_at >= _earliest(since))
        found = await self.connection.execute(query.order_by(*_NEWEST).limit(limit))
        return tuple(map(from_row, found))

    async def first(self, person_id: PersonId, before: date) -> tuple[PainNote, ...]:
        """The person's first note and the first notes with each score, before the day `before`.

        They contain the first days with each score, from which trends start.
        """
        found = await self.connection.execute(_FIRSTS, {"person": person_id, "before": before})
        return tuple(map(from_row, found))


def _earliest(day: date) -> datetime:
    """A time (UTC) before which no note of that day or later was made, in any time zone.

    The index is on the time, so this keeps the query from reading older notes.
    """
    return datetime.combine(day, time(), UTC) - timedelta(days=2)


def _row(note: PainNote) -> dict[str, Any]:
    return {
        "person_id": note.person,
        "noted_at": note.at,
        "day": note.day,
        "back": note.back,
        "leg": note.leg,
        "reach": note.reach,
        "taken": note.taken,
        "workout_id": note.session,
    }


def from_row(row: Any) -> PainNote:
    """A note from its row."""
    return PainNote(
        person=PersonId(row.person_id),
        at=row.noted_at,
        day=row.day,
        back=row.back,
        leg=row.leg,
        reach=row.reach,
        taken=row.taken,
        session=row.workout_id,
    )
