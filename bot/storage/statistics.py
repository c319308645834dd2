"""Counts over everybody: numbers only, never who."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import DELIVERIES, SCHEDULES


@dataclass(frozen=True, slots=True)
class StatisticsStore:
    """Reads, and changes nothing."""

    connection: AsyncConnection

    async def overdue(self, now: datetime) -> tuple[int, datetime | None]:
        """Reminders whose moment has come and that are not settled, and the oldest moment (UTC).

        Both halves are found by an index that holds little else.
        """
        rings, deliveries = SCHEDULES.c.next_due_at, DELIVERIES.c
        queries = (
            select(func.count(), func.min(rings)).where(rings <= now),
            select(func.count(), func.min(deliveries.due_at)).where(
                deliveries.wake_at.is_not(None), deliveries.due_at <= now
            ),
        )
        rows = [(await self.connection.execute(query)).one() for query in queries]
        moments = [moment for _, moment in rows if moment is not None]
        return sum(count for count, _ in rows), min(moments, default=None)
