"""Schedules: the rules of a person's reminders and when each one rings next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.domain.routines import RoutineId
from bot.domain.schedule import Occurrence, Rule
from bot.storage import rolling
from bot.storage.statements import upsert
from bot.storage.tables import DELIVERIES, SCHEDULES

_C = SCHEDULES.c


@dataclass(frozen=True, slots=True)
class Slot:
    """One reminder of a person. `slot` numbers it; `routine` None means what fits that day."""

    slot: int
    rule: Rule
    next: Occurrence
    routine: RoutineId | None = None


@dataclass(frozen=True, slots=True)
class ScheduleStore:
    """One row a slot. The moment of the next ring is a column, so nothing is kept in memory."""

    connection: AsyncConnection

    async def slots(self, person_id: PersonId) -> tuple[Slot, ...]:
        """The person's slots in the order of their numbers."""
        query = select(SCHEDULES).where(_C.person_id == person_id).order_by(_C.slot)
        return tuple(_slot(row) for row in await self.connection.execute(query))

    async def replace(self, person_id: PersonId, slots: Sequence[Slot]) -> None:
        """Keep exactly these slots; those that are not named are removed."""
        named = [slot.slot for slot in slots]
        await self.connection.execute(
            delete(SCHEDULES).where(_C.person_id == person_id, _C.slot.not_in(named))
        )
        if slots:
            rows = [_row(person_id, slot) for slot in slots]
            await self.connection.execute(upsert(self.connection, SCHEDULES), rows)

    async def bind(self, person_id: PersonId, slot: int, routine: RoutineId) -> None:
        """Let a reminder bring that routine from now on."""
        mine = (_C.person_id == person_id) & (_C.slot == slot)
        await self.connection.execute(update(SCHEDULES).where(mine).values(routine=routine))

    async def unbind(self, person_id: PersonId, routine: RoutineId) -> None:
        """No reminder brings that routine any more."""
        mine = (_C.person_id == person_id) & (_C.routine == routine)
        await self.connection.execute(update(SCHEDULES).where(mine).values(routine=None))

    async def next_for(self, person_id: PersonId) -> Occurrence | None:
        """The person's next ring of any slot."""
        query = (
            select(_C.next_due_at, _C.next_date)
            .where(_C.person_id == person_id)
            .order_by(_C.next_due_at)
            .limit(1)
        )
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else Occurrence(row.next_due_at, row.next_date)

    async def roll_due(
        self, now: datetime, limit: int = 200, spread: timedelta = timedelta(0)
    ) -> int:
        """Turn every ring up to now into a delivery and move the schedules on.

        Takes at most `limit` schedules, those that wait longest first; returns how many it took.
        `spread` is the window in which each person has a place; dates and moments stay.
        """
        return await rolling.roll_due(self.connection, now, limit, spread)

    async def roll_of(self, person_id: PersonId, now: datetime) -> int:
        """The same for all schedules of one person."""
        return await rolling.roll_of(self.connection, person_id, now)

    async def next_due(self) -> datetime | None:
        """The next ring of anybody (UTC)."""
        moment: datetime | None = await self.connection.scalar(select(func.min(_C.next_due_at)))
        return moment

    async def delivered_dates(self, person_id: PersonId, slot: int, since: date) -> frozenset[date]:
        """Scheduled local dates from `since` on that have a delivery of this slot already."""
        query = select(DELIVERIES.c.local_date).where(
            DELIVERIES.c.person_id == person_id,
            DELIVERIES.c.slot == slot,
            DELIVERIES.c.round == 0,
            DELIVERIES.c.local_date >= since,
        )
        return frozenset(await self.connection.scalars(query))


def _slot(row: Row[Any]) -> Slot:
    return Slot(
        slot=row.slot,
        rule=Rule(row.at, row.weekdays),
        next=Occurrence(row.next_due_at, row.next_date),
        routine=row.routine,
    )


def _row(person_id: PersonId, slot: Slot) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "slot": slot.slot,
        "at": slot.rule.at,
        "weekdays": slot.rule.weekdays,
        "routine": slot.routine,
        "next_due_at": slot.next.at,
        "next_date": slot.next.date,
    }
