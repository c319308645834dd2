"""When Telegram last told a bot that another program asks for its updates, a row a bot.

`METADATA` is whole when this was imported.
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
    """Kept for `limber doctor`: to ask Telegram itself would be one poller more."""

    connection: AsyncConnection

    async def save(self, bot_id: int, seen_at: datetime) -> None:
        """Remember the latest conflict."""
        row = {"bot_id": bot_id, "seen_at": seen_at}
        await self.connection.execute(upsert(self.connection, POLL_CONFLICTS), row)

    async def latest(self, bot_id: int) -> datetime | None:
        """When it was last seen; None when it never was."""
        query = select(POLL_CONFLICTS.c.seen_at).where(POLL_CONFLICTS.c.bot_id == bot_id)
        seen_at: datetime | None = await self.connection.scalar(query)
        return seen_at
