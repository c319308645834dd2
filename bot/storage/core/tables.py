"""The tables. Deleting a person deletes every row that belongs to them."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    true,
)

from bot.domain.pain.notes import Reach, Taken
from bot.domain.people.person import Bending, SafetyHold
from bot.domain.plan.exercise_adjustments import Change
from bot.domain.plan.progression import Length
from bot.domain.reminders.delivery import DropReason
from bot.domain.routines.exercises import Equipment, Filter, Place
from bot.storage.core import columns
from bot.storage.core.columns import ROW_ID, MinuteOfDay, OneOf, SetOf, UtcDateTime, Weekdays, owner
from bot.storage.session.tables import WORKOUTS


class State(StrEnum):
    """The state of a delivery."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"


METADATA = columns.METADATA

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("day_starts", MinuteOfDay, nullable=False),
    Column("places", SetOf(Place), nullable=False),
    Column("equipment", SetOf(Equipment), nullable=False),
    Column("bending", OneOf(Bending), nullable=False),
    Column("health", SetOf(Filter), nullable=False),
    Column("consented_at", UtcDateTime),
    Column("joined_at", UtcDateTime),
    Column("hold", OneOf(SafetyHold)),
    Column("paused_since", UtcDateTime),
    Column("paused_until", Date),
    Column("reachable", Boolean, nullable=False),
    Column("motion", Boolean, nullable=False, server_default=true()),
    Column("weekly_goal", SmallInteger),
    Column("heard_on", Date),
)

FILLED_DAYS = Table(
    "filled_days",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("filled_at", UtcDateTime, nullable=False),
)

CUSTOM_ROUTINES = Table(
    "own_routines",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    owner(),
    Column("name", Text, nullable=False),
    Column("items", JSON, nullable=False),
    Column("share", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "person_id"),
    Index(None, "share", unique=True),
    # Ids are never reused: a button of a deleted routine must not open another one.
    sqlite_autoincrement=True,
)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    # NULL: the dialogue is over, and only its version is kept.
    Column("flow", Text),
    Column("step", Text),
    Column("answers", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("message_id", BigInteger),
)

SCHEDULES = Table(
    "schedules",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("at", MinuteOfDay, nullable=False),
    Column("weekdays", Weekdays, nullable=False),
    Column("routine", Text),
    Column("next_due_at", UtcDateTime, nullable=False),
    Column("next_date", Date, nullable=False),
    Index(None, "next_due_at"),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("local_date", Date, primary_key=True),
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("round", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", OneOf(State), nullable=False),
    # When to look at the row: it is due, to be retried, or its process died.
    # NULL once it is settled, so that the index holds open rows only.
    Column("wake_at", UtcDateTime),
    Column("attempts", SmallInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("reason", OneOf(DropReason)),
    Column("settled_at", UtcDateTime),
    Column("answer", Text),
)
_WAKE = DELIVERIES.c.wake_at
Index(None, _WAKE, sqlite_where=_WAKE.is_not(None))  # see `columns`

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
)

PLAN_PROGRESS = Table(
    "courses",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("repeats", SmallInteger, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("length", OneOf(Length), nullable=False),
    Column("variety", Integer, nullable=False),
    Column("flare_until", UtcDateTime),
    Column("screened_on", Date),
    Column("follow_up", Boolean, nullable=False),
)

ADJUSTMENTS = Table(
    "asides",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("exercise", Text, primary_key=True),
    Column("change", OneOf(Change), nullable=False),
    Column("until", Date, nullable=False),
)

PAIN_DIARY = Table(
    "pain_diary",
    METADATA,
    Column("id", ROW_ID, primary_key=True),
    owner(),
    Column("noted_at", UtcDateTime, nullable=False),
    Column("day", Date, nullable=False),
    Column("back", SmallInteger),
    Column("leg", SmallInteger),
    Column("reach", OneOf(Reach)),
    Column("taken", OneOf(Taken), nullable=False),
    Column("workout_id", ROW_ID, ForeignKey(WORKOUTS.c.id, ondelete="SET NULL")),
    CheckConstraint("back BETWEEN 0 AND 10", name="back"),
    CheckConstraint("leg BETWEEN 0 AND 10", name="leg"),
    Index(None, "person_id", "noted_at"),
    Index(None, "workout_id"),
)

LESSONS = Table(
    "lessons",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("lesson", Text, primary_key=True),
    Column("day", Date, nullable=False),
)

ZONES = Table(
    "zones",
    METADATA,
    Column("name", Text, primary_key=True),
    # The release of the time zone data, and a fingerprint of this zone's rules in it.
    Column("release", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
)
