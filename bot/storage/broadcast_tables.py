"""The tables of broadcasts, a room of their own."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from bot.domain.broadcasts import BroadcastEnding, Fate
from bot.storage.columns import ROW_ID, Moment, OneOf
from bot.storage.tables import METADATA

__all__ = ["BROADCASTS", "BROADCAST_LETTERS", "METADATA"]

BROADCASTS = Table(
    "broadcasts",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    Column("author_id", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("people", Integer, nullable=False),
    # The last person that it came to, in the order of ids.
    Column("reached_id", BigInteger, nullable=False, server_default="0"),
    Column("began_at", Moment, nullable=False),
    Column("ending", OneOf(BroadcastEnding)),
    Column("ended_at", Moment),
    sqlite_autoincrement=True,
)

BROADCAST_LETTERS = Table(
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
    Column("fate", OneOf(Fate), nullable=False),
    # When to look at it again: to try it, or to give it up. Empty once it is settled.
    Column("wake_at", Moment),
    Index(None, "person_id"),
)
_AGAIN = BROADCAST_LETTERS.c.wake_at
Index(
    None,
    BROADCAST_LETTERS.c.broadcast_id,
    _AGAIN,
    postgresql_where=_AGAIN.is_not(None),
    sqlite_where=_AGAIN.is_not(None),
)
