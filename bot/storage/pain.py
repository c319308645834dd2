"""The pain diary."""

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.pain import PainNote
from bot.domain.people import PersonId
from bot.storage.tables import PAIN_NOTES

_C = PAIN_NOTES.c


@dataclass(frozen=True, slots=True)
class PainStore:
    """One row a score."""

    connection: AsyncConnection

    async def add(self, note: PainNote) -> None:
        """Keep a score."""
        await self.connection.execute(
            insert(PAIN_NOTES).values(
                person_id=note.person,
                noted_at=note.at,
                day=note.day,
                score=note.score,
                workout_id=note.workout,
            )
        )

    async def of(self, person_id: PersonId, limit: int = 500) -> tuple[PainNote, ...]:
        """The person's scores, the newest first."""
        query = (
            select(PAIN_NOTES)
            .where(_C.person_id == person_id)
            .order_by(_C.noted_at.desc(), _C.id.desc())
            .limit(limit)
        )
        return tuple(
            PainNote(PersonId(row.person_id), row.noted_at, row.day, row.score, row.workout_id)
            for row in await self.connection.execute(query)
        )
