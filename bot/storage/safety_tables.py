"""The table of safety advice that is not known to have arrived."""

from sqlalchemy import Column, Index, SmallInteger, Table

from bot.domain.safety import Advice
from bot.storage.columns import Moment, OneOf
from bot.storage.metadata import owner
from bot.storage.poll_conflicts import METADATA

__all__ = ["METADATA", "SAFETY_NEEDS"]

SAFETY_NEEDS = Table(
    "safety_needs",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("advice", OneOf(Advice), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    # When to show it again; empty while the person cannot be reached.
    Column("wake_at", Moment),
    Index(None, "wake_at"),
)
