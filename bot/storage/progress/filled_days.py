"""Days that people filled in manually."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.storage.core.dialect_sql import insert
from bot.storage.core.tables import FILLED_DAYS

_C = FILLED_DAYS.c


@dataclass(frozen=True, slots=True)
class FilledDayStore:
    """One row per day."""

    connection: AsyncConnection

    async def add(self, person_id: PersonId, day: date, now: datetime) -> None:
        """Fill in a day; filling it in again changes nothing."""
        row = {"person_id": person_id, "day": day, "filled_at": now}
        statement = insert(self.connection, FILLED_DAYS).values(row).on_conflict_do_nothing()
        await self.connection.execute(statement)

    async def remove(self, person_id: PersonId, day: date) -> None:
        """Remove a filled-in day."""
        await self.connection.execute(
            delete(FILLED_DAYS).where(_C.person_id == person_id, _C.day == day)
        )

    async def of(self, person_id: PersonId) -> Mapping[date, datetime]:
        """The person's filled-in days, and when each was filled in (UTC)."""
        query = select(_C.day, _C.filled_at).where(_C.person_id == person_id).order_by(_C.day)
        return {row.day: row.filled_at for row in await self.connection.execute(query)}
