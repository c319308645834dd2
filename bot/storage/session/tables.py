"""The tables of sessions and their items. They are part of `tables.METADATA`."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    false,
)

from bot.domain.session.session import Ending, Standstill
from bot.storage.core.columns import METADATA, ROW_ID, OneOf, UtcDateTime, owner

WORKOUTS = Table(
    "workouts",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    owner(),
    Column("routine", Text, nullable=False),
    Column("day", Date, nullable=False),
    # Ids of `workout_items`, in the order of the session.
    Column("items", JSON, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("segment_at", UtcDateTime, nullable=False),
    Column("item_at", UtcDateTime, nullable=False),
    Column("item", SmallInteger, nullable=False),
    Column("segment", SmallInteger, nullable=False),
    Column("still", OneOf(Standstill)),
    Column("still_at", UtcDateTime),
    Column("ending", OneOf(Ending)),
    Column("ended_at", UtcDateTime),
    Column("card_id", BigInteger),
    Column("shown_item", SmallInteger),
    Column("version", Integer, nullable=False),
    Column("next_change_at", UtcDateTime),
    Column("shown_picture", Text),
    # Always a list; see `session_rows`.
    Column("log", JSON),
    # Whether a log line makes the day count.
    Column("counts", Boolean, nullable=False, server_default=false()),
    Index(None, "person_id", "day"),
    # Ids are never reused: a button of a deleted session must not act on another one.
    sqlite_autoincrement=True,
)
_CHANGE = WORKOUTS.c.next_change_at
Index(None, _CHANGE, sqlite_where=_CHANGE.is_not(None))
_IN_WORK = WORKOUTS.c.ending.is_(None)
Index("ix_workouts_running", WORKOUTS.c.person_id, unique=True, sqlite_where=_IN_WORK)

WORKOUT_ITEMS = Table(
    "workout_items",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    owner(),
    Column("digest", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("item", JSON, nullable=False),
    # Whether the person has ever done it.
    Column("done", Boolean, nullable=False),
    Index(None, "person_id", "digest", unique=True),
)
