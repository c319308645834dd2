"""Safety advice whose arrival is not confirmed: one row per person and kind of advice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    SmallInteger,
    Table,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.pain.safety_screen import Advice, Need
from bot.domain.people.person import PersonId
from bot.storage.admin.poll_conflicts import METADATA
from bot.storage.core.columns import OneOf, UtcDateTime, owner
from bot.storage.core.dialect_sql import upsert

__all__ = ["METADATA", "SAFETY_NEEDS", "SafetyAdviceStore"]

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
_C = SAFETY_NEEDS.c


@dataclass(frozen=True, slots=True)
class SafetyAdviceStore:
    """What has to be shown, and when to try again. Times are UTC."""

    connection: AsyncConnection

    async def need(
        self, person: PersonId, advice: Advice, since: datetime, wake_at: datetime
    ) -> None:
        """Save that advice has to be shown, again if it was shown before."""
        row = {
            "person_id": person,
            "advice": advice,
            "since": since,
            "tries": 0,
            "wake_at": wake_at,
        }
        await self.connection.execute(upsert(self.connection, SAFETY_NEEDS), row)

    async def arrived(self, person: PersonId, advice: Advice) -> None:
        """The advice has arrived in the person's chat."""
        await self.connection.execute(
            delete(SAFETY_NEEDS).where(_C.person_id == person, _C.advice == advice)
        )

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Need, ...]:
        """What is due to be shown, the longest overdue first; it is retried at `until`."""
        due = select(SAFETY_NEEDS).where(_C.wake_at <= now).order_by(_C.wake_at).limit(limit)
        claimed = []
        for row in (await self.connection.execute(due)).all():
            need = Need(PersonId(row.person_id), row.advice, row.since, row.tries + 1)
            changed = await self.connection.execute(
                update(SAFETY_NEEDS)
                .where(_is(need), _C.wake_at == row.wake_at)
                .values(wake_at=until, tries=need.tries)
            )
            if changed.rowcount:
                claimed.append(need)
        return tuple(claimed)

    async def put_off(self, need: Need, until: datetime | None) -> None:
        """Retry at `until`, or once the person can be reached if None, unless it was renewed."""
        await self.connection.execute(
            update(SAFETY_NEEDS).where(_is(need)).values(wake_at=until, tries=need.tries)
        )

    async def over(self, need: Need) -> None:
        """It need not be shown any more, unless it was renewed."""
        await self.connection.execute(delete(SAFETY_NEEDS).where(_is(need)))

    async def wake(self, person: PersonId, at: datetime) -> None:
        """Retry at `at`, because the person can be reached again."""
        asleep = (_C.person_id == person, _C.wake_at.is_(None))
        await self.connection.execute(update(SAFETY_NEEDS).where(*asleep).values(wake_at=at))

    async def next_due(self) -> datetime | None:
        """When the next retry is due."""
        moment: datetime | None = await self.connection.scalar(select(func.min(_C.wake_at)))
        return moment


def _is(need: Need) -> ColumnElement[bool]:
    return (_C.person_id == need.person) & (_C.advice == need.advice) & (_C.since == need.since)
