"""Counts over everybody: numbers only, never who."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.delivery import DropReason
from bot.storage.core.tables import DELIVERIES, PEOPLE, SCHEDULES, State
from bot.storage.session.tables import WORKOUTS

_D = DELIVERIES.c
_MOST_ROUNDS = timedelta(days=2)
"""A reminder is settled at most a day or so after the date that names it, in any zone."""


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people there are, and why some of them get nothing now."""

    known: int
    joined: int
    unreachable: int
    paused: int
    zones: int


@dataclass(frozen=True, slots=True)
class StatisticsStore:
    """Reads, and changes nothing."""

    connection: AsyncConnection

    async def overdue(self, now: datetime) -> tuple[int, datetime | None]:
        """Reminders whose moment has come and that are not settled, and the oldest moment (UTC).

        Both halves are found by an index that holds little else.
        """
        rings = SCHEDULES.c.next_due_at
        queries = (
            select(func.count(), func.min(rings)).where(rings <= now),
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
        """How many times of day are set, over everybody."""
        return int(await self.connection.scalar(select(func.count()).select_from(SCHEDULES)) or 0)

    async def busiest(self) -> tuple[datetime, int] | None:
        """The minute that rings for most people next, and for how many."""
        rings, number = SCHEDULES.c.next_due_at, func.count().label("number")
        query = select(rings, number).group_by(rings).order_by(number.desc(), rings).limit(1)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else (row.next_due_at, row.number)

    async def left_out(self, since: datetime) -> Mapping[DropReason, int]:
        """Reminders left out since then, by reason."""
        query = (
            select(_D.reason, func.count().label("number"))
            .where(_D.state == State.DROPPED, _settled(since))
            .group_by(_D.reason)
        )
        rows = await self.connection.execute(query)
        return {row.reason: row.number for row in rows}

    async def lags(self, since: datetime) -> AsyncIterator[timedelta]:
        """For each reminder that was sent since then: how long after it was due."""
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
    # The date is part of the key of each row; the moment decides.
    return and_(_D.local_date >= (since - _MOST_ROUNDS).date(), _D.settled_at >= since)
