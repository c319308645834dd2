"""The lessons that people have opened."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learning.lessons import LessonId
from bot.domain.people.person import PersonId
from bot.storage.core.dialect_sql import insert
from bot.storage.core.tables import LESSONS

_C = LESSONS.c


@dataclass(frozen=True, slots=True)
class LessonStore:
    """One row per person and lesson: the day on which it was first opened."""

    connection: AsyncConnection

    async def opened(self, person_id: PersonId) -> dict[LessonId, date]:
        """The lessons that the person has opened, each with its day."""
        query = select(_C.lesson, _C.day).where(_C.person_id == person_id)
        found = await self.connection.execute(query)
        return {LessonId(row.lesson): row.day for row in found}

    async def open(self, person_id: PersonId, lesson: LessonId, day: date) -> None:
        """Mark a lesson as opened. One that was opened before keeps its day."""
        row = {"person_id": person_id, "lesson": lesson, "day": day}
        note = insert(self.connection, LESSONS).on_conflict_do_nothing()
        await self.connection.execute(note, row)
