"""Which updates were seen, shared by all copies of the bot on one database.

A row does not identify a person or a text: it has a number derived from the update, and two times.
Importing this module completes `METADATA`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import BigInteger, Boolean, Column, Table, delete, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.core.columns import UtcDateTime
from bot.storage.core.dialect_sql import insert
from bot.storage.pain.safety_advice import METADATA

__all__ = ["METADATA", "SEEN_UPDATES", "Claim", "SeenUpdateStore"]

SEEN_UPDATES = Table(
    "seen_updates",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # Until when the copy that handles it holds it; NULL once it was handled.
    Column("held_until", UtcDateTime),
    # Whether its changes were saved; set in the same transaction as the changes.
    Column("kept", Boolean, nullable=False, server_default=false()),
)
_C = SEEN_UPDATES.c


class Claim(Enum):
    """The result of claiming an update."""

    OURS = auto()
    """This copy handles it."""
    ELSEWHERE = auto()
    """Another copy is handling it."""
    HANDLED = auto()
    """It has been handled."""


@dataclass(frozen=True, slots=True)
class SeenUpdateStore:
    """One row per update, by its number; old ones are deleted."""

    connection: AsyncConnection

    async def claim(self, number: int, now: datetime, until: datetime) -> Claim:
        """Claim an update until that time, unless another copy holds it or has handled it."""
        row = {"number": number, "seen_at": now, "held_until": until}
        new = insert(self.connection, SEEN_UPDATES).on_conflict_do_nothing()
        if (await self.connection.execute(new, row)).rowcount == 1:
            return Claim.OURS
        given_up = update(SEEN_UPDATES).where(_C.number == number, _C.held_until <= now)
        if (await self.connection.execute(given_up.values(held_until=until))).rowcount == 1:
            return Claim.OURS
        held = select(_C.number).where(_C.number == number, _C.held_until.is_not(None))
        return Claim.HANDLED if await self.connection.scalar(held) is None else Claim.ELSEWHERE

    async def keep(self, number: int, now: datetime) -> bool:
        """Mark its changes as saved, in their own transaction; False if they were saved before."""
        row = {"number": number, "seen_at": now, "kept": True}
        new = insert(self.connection, SEEN_UPDATES).on_conflict_do_nothing()
        if (await self.connection.execute(new, row)).rowcount == 1:
            return True
        first = update(SEEN_UPDATES).where(_C.number == number, _C.kept.is_(False))
        return (await self.connection.execute(first.values(kept=True))).rowcount == 1

    async def hold(self, numbers: Collection[int], until: datetime | None) -> None:
        """Hold these longer, or with `None` mark them as handled."""
        await self.connection.execute(
            update(SEEN_UPDATES).where(_C.number.in_(numbers)).values(held_until=until)
        )

    async def forget_before(self, moment: datetime) -> int:
        """Delete updates seen before that time; returns how many."""
        gone = await self.connection.execute(delete(SEEN_UPDATES).where(_C.seen_at < moment))
        return gone.rowcount
