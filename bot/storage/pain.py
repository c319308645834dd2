"""The pain diary."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.pain import PainNote
from bot.domain.people import PersonId
from bot.storage.combined import Theirs
from bot.storage.tables import PAIN_DIARY

_C = PAIN_DIARY.c
_NEWEST = (_C.noted_at.desc(), _C.id.desc())


def question(theirs: Theirs) -> Select[Any]:
    """The notes of people from a day on."""
    return select(PAIN_DIARY).where(theirs(_C.person_id), _C.day >= bindparam("notes_since"))


def newest_first(row: Any) -> tuple[Any, ...]:
    """The key that sorts rows of notes, in reverse."""
    return row.noted_at, row.id


@dataclass(frozen=True, slots=True)
class PainStore:
    """One row a note."""

    connection: AsyncConnection

    async def add(self, note: PainNote) -> None:
        """Keep a note."""
        await self.connection.execute(insert(PAIN_DIARY).values(_row(note)))

    async def complete(self, note: PainNote) -> None:
        """Put what is known by now into the newest note of that session and kind, if any."""
        newest = (
            select(_C.id)
            .where(
                _C.person_id == note.person,
                _C.taken == note.taken,
                _C.workout_id.is_not_distinct_from(note.workout),
            )
            .order_by(*_NEWEST)
            .limit(1)
            .scalar_subquery()
        )
        known = {"back": note.back, "leg": note.leg, "reach": note.reach}
        await self.connection.execute(update(PAIN_DIARY).where(_C.id == newest).values(known))

    async def of(
        self, person_id: PersonId, limit: int = 500, since: date | None = None
    ) -> tuple[PainNote, ...]:
        """The person's notes, the newest first; those of days before `since` are left out."""
        query = select(PAIN_DIARY).where(_C.person_id == person_id)
        if since is not None:
            query = query.where(_C.day >= since)
        found = await self.connection.execute(query.order_by(*_NEWEST).limit(limit))
        return tuple(map(from_row, found))


def _row(note: PainNote) -> dict[str, Any]:
    return {
        "person_id": note.person,
        "noted_at": note.at,
        "day": note.day,
        "back": note.back,
        "leg": note.leg,
        "reach": note.reach,
        "taken": note.taken,
        "workout_id": note.workout,
    }


def from_row(row: Any) -> PainNote:
    """A note as it was found."""
    return PainNote(
        person=PersonId(row.person_id),
        at=row.noted_at,
        day=row.day,
        back=row.back,
        leg=row.leg,
        reach=row.reach,
        taken=row.taken,
        workout=row.workout_id,
    )
