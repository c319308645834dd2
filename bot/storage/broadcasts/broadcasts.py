"""Broadcasts, and a delivery for each person that a broadcast has reached.

People are processed in the order of their ids, and a broadcast stores the last one. So it starts
immediately for any number of people, and continues where it stopped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts import OPEN, Broadcast, BroadcastEnding, BroadcastId, BroadcastStatus
from bot.domain.people.person import PersonId
from bot.storage.broadcasts.tables import BROADCAST_DELIVERIES, BROADCASTS
from bot.storage.core.tables import PEOPLE

_B, _D, _P = BROADCASTS.c, BROADCAST_DELIVERIES.c, PEOPLE.c


@dataclass(frozen=True, slots=True)
class BroadcastStore:
    """One row per broadcast, and one per delivery; the key allows one delivery per person."""

    connection: AsyncConnection

    async def begin(self, author: PersonId, text: str, now: datetime) -> Broadcast:
        """Create a broadcast to everybody who can be reached now."""
        people = await self.audience(now)
        values = {"author_id": author, "text": text, "people": people, "began_at": now}
        made = await self.connection.execute(
            insert(BROADCASTS).values(values).returning(BROADCASTS)
        )
        return _broadcast(made.one())

    async def audience(self, now: datetime) -> int:
        """How many people have joined and can be reached."""
        query = select(func.count()).select_from(PEOPLE).where(_addressed(now))
        return int(await self.connection.scalar(query) or 0)

    async def running(self) -> Broadcast | None:
        """The oldest running one, locked for this unit of work; None if it is locked elsewhere."""
        query = _oldest_running().with_for_update(skip_locked=True)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else _broadcast(row)

    async def latest(self) -> Broadcast | None:
        """The running broadcast, else the last one."""
        newest = select(BROADCASTS).order_by(_B.id.desc()).limit(1)
        for query in (_oldest_running(), newest):
            row = (await self.connection.execute(query)).one_or_none()
            if row is not None:
                return _broadcast(row)
        return None

    async def claim(
        self, of: Broadcast, now: datetime, limit: int, lease: timedelta
    ) -> tuple[PersonId, ...]:
        """The next people: those whose delivery is to be retried, then new ones.

        Deliveries that a dead process was sending are not among them: they become unsure.
        """
        lost = and_(_D.fate == BroadcastStatus.SENDING, _D.wake_at <= now)
        await self.connection.execute(
            update(BROADCAST_DELIVERIES)
            .where(_D.broadcast_id == of.id, lost)
            .values(fate=BroadcastStatus.UNSURE, wake_at=None)
        )
        again = await self._again(of, now, limit)
        fresh = await self._fresh(of, limit - len(again))
        await self._put_off(of, again, now + lease)
        if fresh:
            rows = [{"person_id": each, "wake_at": now + lease} for each in fresh]
            shared = {"broadcast_id": of.id, "fate": BroadcastStatus.WAITING}
            await self.connection.execute(
                insert(BROADCAST_DELIVERIES), [shared | each for each in rows]
            )
            await self._change(of.id, reached_id=fresh[-1])
        return (*again, *fresh)

    async def attempt(self, of: Broadcast, person: PersonId, until: datetime) -> bool:
        """Mark the delivery as being sent; False if it was sent already or stopped."""
        under_way = select(_B.id).where(_B.ending.is_(None))
        return await self._move(
            of,
            person,
            BroadcastStatus.SENDING,
            until,
            from_=[BroadcastStatus.WAITING],
            only=_D.broadcast_id.in_(under_way),
        )

    async def release(self, of: Broadcast, person: PersonId, until: datetime) -> None:
        """Retry at `until`, because the message certainly did not arrive."""
        await self._move(
            of,
            person,
            BroadcastStatus.WAITING,
            until,
            from_=[BroadcastStatus.SENDING, BroadcastStatus.UNSURE],
        )

    async def settle(self, of: Broadcast, person: PersonId, fate: BroadcastStatus) -> None:
        """Save the outcome. A confirmed arrival also replaces an unsure outcome."""
        from_ = [*OPEN, BroadcastStatus.UNSURE] if fate is BroadcastStatus.SENT else [*OPEN]
        await self._move(of, person, fate, None, from_=from_)

    async def open(self, of: Broadcast) -> bool:
        """Whether deliveries are waiting or being sent, or people have not been reached yet."""
        pending = select(_D.person_id).where(_D.broadcast_id == of.id, _D.wake_at.is_not(None))
        return (
            await self.connection.scalar(pending.limit(1)) is not None
            or await self._fresh(of, 1) != ()
        )

    async def end(self, id: BroadcastId, ending: BroadcastEnding, now: datetime) -> bool:
        """End the broadcast; False if it has ended already."""
        return await self._change(id, ending=ending, ended_at=now)

    async def delivery_counts(self, id: BroadcastId) -> Mapping[BroadcastStatus, int]:
        """The number of deliveries by status."""
        query = select(_D.fate, func.count()).where(_D.broadcast_id == id).group_by(_D.fate)
        return {row[0]: row[1] for row in await self.connection.execute(query)}

    async def next_due(self, now: datetime) -> datetime | None:
        """When there is work (UTC): now if people have not been reached, else the next retry."""
        row = (await self.connection.execute(_oldest_running())).one_or_none()
        if row is None:
            return None
        running = _broadcast(row)
        query = select(func.min(_D.wake_at)).where(
            _D.broadcast_id == running.id, _D.wake_at.is_not(None)
        )
        fresh = await self._fresh(running, 1)
        again: datetime | None = await self.connection.scalar(query)
        return now if fresh or again is None else again

    async def _again(self, of: Broadcast, now: datetime, limit: int) -> tuple[PersonId, ...]:
        query = (
            select(_D.person_id)
            .where(_D.broadcast_id == of.id, _D.fate == BroadcastStatus.WAITING, _D.wake_at <= now)
            .order_by(_D.person_id)
            .limit(limit)
        )
        return tuple(map(PersonId, await self.connection.scalars(query)))

    async def _fresh(self, of: Broadcast, limit: int) -> tuple[PersonId, ...]:
        if limit < 1:
            return ()
        reached = select(_B.reached_id).where(_B.id == of.id).scalar_subquery()
        query = (
            select(_P.id)
            .where(_P.id > reached, _addressed(of.began_at))
            .order_by(_P.id)
            .limit(limit)
        )
        return tuple(map(PersonId, await self.connection.scalars(query)))

    async def _put_off(self, of: Broadcast, people: Sequence[PersonId], until: datetime) -> None:
        if people:
            await self.connection.execute(
                update(BROADCAST_DELIVERIES)
                .where(_D.broadcast_id == of.id, _D.person_id.in_(people))
                .values(wake_at=until)
            )

    async def _move(
        self,
        of: Broadcast,
        person: PersonId,
        to: BroadcastStatus,
        wake_at: datetime | None,
        *,
        from_: Sequence[BroadcastStatus],
        only: ColumnElement[bool] | None = None,
    ) -> bool:
        statement = (
            update(BROADCAST_DELIVERIES)
            .where(_D.broadcast_id == of.id, _D.person_id == person, _D.fate.in_(from_))
            .values(fate=to, wake_at=wake_at)
        )
        changed = await self.connection.execute(
            statement if only is None else statement.where(only)
        )
        return changed.rowcount == 1

    async def _change(self, id: BroadcastId, **values: object) -> bool:
        statement = update(BROADCASTS).where(_B.id == id, _B.ending.is_(None)).values(**values)
        return (await self.connection.execute(statement)).rowcount == 1


def _oldest_running() -> Select[tuple[object, ...]]:
    return select(BROADCASTS).where(_B.ending.is_(None)).order_by(_B.id).limit(1)


def _addressed(at: datetime) -> ColumnElement[bool]:
    """The condition for people who had joined by then and can be reached."""
    return and_(_P.joined_at <= at, _P.reachable.is_(True))


def _broadcast(row: Row[tuple[object, ...]]) -> Broadcast:
    author = None if row.author_id is None else PersonId(row.author_id)
    return Broadcast(BroadcastId(row.id), author, row.text, row.people, row.began_at, row.ending)
