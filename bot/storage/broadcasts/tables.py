"""The tables of broadcasts and their deliveries."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from bot.domain.broadcasts import BroadcastEnding, BroadcastStatus
from bot.storage.core.columns import ROW_ID, OneOf, UtcDateTime
from bot.storage.core.tables import METADATA

__all__ = ["BROADCASTS", "BROADCAST_DELIVERIES", "METADATA"]

BROADCASTS = Table(
    "broadcasts",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    Column("author_id", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("people", Integer, nullable=False),
    # The last person that it has reached, in the order of ids.
    Column("reached_id", BigInteger, nullable=False, server_default="0"),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ending", OneOf(BroadcastEnding)),
    Column("ended_at", UtcDateTime),
    sqlite_autoincrement=True,
)

BROADCAST_DELIVERIES = Table(
    "broadcast_letters",
    METADATA,
    Column(
        "broadcast_id", ROW_ID, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "person_id",
        BigInteger,
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("fate", OneOf(BroadcastStatus), nullable=False),
    # When to retry it or give it up. NULL once it is settled.
    Column("wake_at", UtcDateTime),
    Index(None, "person_id"),
)
_AGAIN = BROADCAST_DELIVERIES.c.wake_at
Index(None, BROADCAST_DELIVERIES.c.broadcast_id, _AGAIN, sqlite_where=_AGAIN.is_not(None))
