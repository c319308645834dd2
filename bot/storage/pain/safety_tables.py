"""The table of safety advice whose arrival is not confirmed."""

from sqlalchemy import Column, Index, SmallInteger, Table

from bot.domain.pain.safety_screen import Advice
from bot.storage.admin.poll_conflicts import METADATA
from bot.storage.core.columns import OneOf, UtcDateTime
from bot.storage.core.metadata import owner

__all__ = ["METADATA", "SAFETY_NEEDS"]

SAFETY_NEEDS = Table(
    "safety_needs",
    METADATA,
    owner(primary_key=True, autoincrement=False),
    Column("advice", OneOf(Advice), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    # When to show it again; NULL while the person cannot be reached.
    Column("wake_at", UtcDateTime),
    Index(None, "wake_at"),
)
