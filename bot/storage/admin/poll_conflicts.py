"""When Telegram last reported that another program polls for a bot's updates, one row per bot.

Importing this module completes `METADATA`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.broadcasts.tables import METADATA
from bot.storage.core.columns import UtcDateTime
from bot.storage.core.dialect_sql import upsert

__all__ = ["METADATA", "POLL_CONFLICTS", "PollConflictStore"]

POLL_CONFLICTS = Table(
    "poll_conflicts",
    METADATA,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class PollConflictStore:
    """Stored for `limber doctor`, which must not poll Telegram itself and cause a conflict."""

    connection: AsyncConnection

    async def save(self, bot_id: int, seen_at: datetime) -> None:
        """Save the time of the latest conflict."""
        row = {"bot_id": bot_id, "seen_at": seen_at}
        await self.connection.execute(upsert(self.connection, POLL_CONFLICTS), row)

    async def latest(self, bot_id: int) -> datetime | None:
        """When a conflict was last seen; None if never."""
        query = select(POLL_CONFLICTS.c.seen_at).where(POLL_CONFLICTS.c.bot_id == bot_id)
        seen_at: datetime | None = await self.connection.scalar(query)
        return seen_at
