"""Counts over all people; never who they are."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.delivery import DropReason
from bot.storage.core.tables import DELIVERIES, PEOPLE, SCHEDULES, State
from bot.storage.session.tables import WORKOUTS

_D = DELIVERIES.c
_SETTLED_WITHIN = timedelta(days=2)
"""A reminder is settled at most about a day after its local date, in any time zone."""


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people there are, and why some of them get no reminders now."""

    known: int
    joined: int
    unreachable: int
    paused: int
    zones: int


@dataclass(frozen=True, slots=True)
class StatisticsStore:
    """Read-only statistics."""

    connection: AsyncConnection

    async def overdue(self, now: datetime) -> tuple[int, datetime | None]:
        """How many reminders are due but not settled, and when the oldest was due (UTC).

        Both queries use an index with few other rows.
        """
        due_at = SCHEDULES.c.next_due_at
        queries = (
            select(func.count(), func.min(due_at)).where(due_at <= now),
            select(func.count(), func.min(_D.due_at)).where(
                _D.wake_at.is_not(None), _D.due_at <= now
            ),
        )
        rows = [(await self.connection.execute(query)).one() for query in queries]
        moments = [moment for _, moment in rows if moment is not None]
        return sum(count for count, _ in rows), min(moments, default=None)

    async def people(self) -> PeopleCounts:
        """How many people there are."""
        people = PEOPLE.c
        query = select(
            func.count(),
            func.count(people.joined_at),
            func.count().filter(people.joined_at.is_not(None), people.reachable.is_(False)),
            func.count().filter(people.joined_at.is_not(None), people.paused_since.is_not(None)),
            func.count(people.zone.distinct()),
        )
        return PeopleCounts(*(await self.connection.execute(query)).one())

    async def schedules(self) -> int:
        """How many reminder times are set in total."""
        return int(await self.connection.scalar(select(func.count()).select_from(SCHEDULES)) or 0)

    async def busiest(self) -> tuple[datetime, int] | None:
        """The upcoming minute (UTC) with the most reminders, and how many are due then."""
        due_at, number = SCHEDULES.c.next_due_at, func.count().label("number")
        query = select(due_at, number).group_by(due_at).order_by(number.desc(), due_at).limit(1)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else (row.next_due_at, row.number)

    async def left_out(self, since: datetime) -> Mapping[DropReason, int]:
        """How many reminders were not sent since then, by reason."""
        query = (
            select(_D.reason, func.count().label("number"))
            .where(_D.state == State.DROPPED, _settled(since))
            .group_by(_D.reason)
        )
        rows = await self.connection.execute(query)
        return {row.reason: row.number for row in rows}

    async def lags(self, since: datetime) -> AsyncIterator[timedelta]:
        """For each reminder sent since then, how late it was."""
        query = select(_D.due_at, _D.settled_at).where(_D.state == State.SENT, _settled(since))
        async with self.connection.stream(query.execution_options(yield_per=1000)) as rows:
            async for due_at, settled_at in rows:
                yield settled_at - due_at

    async def sessions(self, since: datetime) -> tuple[int, int]:
        """Sessions begun since then, and how many people began them."""
        c = WORKOUTS.c
        query = select(func.count(), func.count(c.person_id.distinct()))
        count, people = (await self.connection.execute(query.where(c.began_at >= since))).one()
        return count, people


def _settled(since: datetime) -> ColumnElement[bool]:
    # The date is part of the primary key and narrows the search; `settled_at` decides.
    return and_(_D.local_date >= (since - _SETTLED_WITHIN).date(), _D.settled_at >= since)
