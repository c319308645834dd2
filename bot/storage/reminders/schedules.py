"""Schedules: the rules of a person's reminders and when each one rings next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, Rule
from bot.domain.routines.routine import RoutineId
from bot.storage.core.dialect_sql import upsert
from bot.storage.core.tables import DELIVERIES, SCHEDULES
from bot.storage.reminders import schedule_claims
from bot.storage.reminders.schedule_claims import Claimed

_C = SCHEDULES.c
_MINE = _C.person_id == bindparam("person")
_SLOTS = select(SCHEDULES).where(_MINE).order_by(_C.slot)
_SLOTS_TO_CHANGE = _SLOTS.with_for_update()
_REMOVE = delete(SCHEDULES).where(_MINE, _C.slot.not_in(bindparam("slots", expanding=True)))
_DELIVERED = select(DELIVERIES.c.local_date).where(
    DELIVERIES.c.person_id == bindparam("person"),
    DELIVERIES.c.slot == bindparam("slot"),
    DELIVERIES.c.round == 0,
    DELIVERIES.c.local_date >= bindparam("since"),
)


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
        found = await self.connection.execute(_SLOTS, {"person": person_id})
        return tuple(map(_slot, found))

    async def lock_slots(self, person_id: PersonId) -> tuple[Slot, ...]:
        """The same, for who is about to `replace` them: nobody else changes them meanwhile."""
        found = await self.connection.execute(_SLOTS_TO_CHANGE, {"person": person_id})
        return tuple(map(_slot, found))

    async def replace(self, person_id: PersonId, slots: Sequence[Slot]) -> None:
        """Keep exactly these slots; those that are not named are removed.

        They are made from what `lock_slots` told in the same unit of work.
        """
        named = {"person": person_id, "slots": [slot.slot for slot in slots]}
        await self.connection.execute(_REMOVE, named)
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
        return (await schedule_claims.roll_due(self.connection, now, limit, spread)).count

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, spread: timedelta = timedelta(0)
    ) -> Claimed:
        """The same, and what rings now belongs to the caller until the lease ends."""
        return await schedule_claims.roll_due(self.connection, now, limit, spread, lease)

    async def roll_of(self, person_id: PersonId, now: datetime) -> None:
        """Roll all schedules of one person that are due."""
        await schedule_claims.roll_of(self.connection, person_id, now)

    async def next_due(self) -> datetime | None:
        """The next ring of anybody (UTC)."""
        moment: datetime | None = await self.connection.scalar(select(func.min(_C.next_due_at)))
        return moment

    async def delivered_dates(self, person_id: PersonId, slot: int, since: date) -> frozenset[date]:
        """Scheduled local dates from `since` on that have a delivery of this slot already."""
        asked = {"person": person_id, "slot": slot, "since": since}
        return frozenset(await self.connection.scalars(_DELIVERED, asked))


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
