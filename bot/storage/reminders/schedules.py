"""Schedules: the rules of a person's reminders and when each one is due next."""

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
    """One reminder of a person. `slot` is its number; `routine` None means the day's choice."""

    slot: int
    rule: Rule
    next: Occurrence
    routine: RoutineId | None = None


@dataclass(frozen=True, slots=True)
class ScheduleStore:
    """One row per slot. The time of the next occurrence is a column, so no state is in memory."""

    connection: AsyncConnection

    async def slots(self, person_id: PersonId) -> tuple[Slot, ...]:
        """The person's slots, ordered by number."""
        found = await self.connection.execute(_SLOTS, {"person": person_id})
        return tuple(map(_slot, found))

    async def lock_slots(self, person_id: PersonId) -> tuple[Slot, ...]:
        """The same, locked until the end of the transaction; call it before `replace`."""
        found = await self.connection.execute(_SLOTS_TO_CHANGE, {"person": person_id})
        return tuple(map(_slot, found))

    async def replace(self, person_id: PersonId, slots: Sequence[Slot]) -> None:
        """Save exactly these slots and remove all others.

        Build them from the result of `lock_slots` in the same unit of work.
        """
        named = {"person": person_id, "slots": [slot.slot for slot in slots]}
        await self.connection.execute(_REMOVE, named)
        if slots:
            rows = [_row(person_id, slot) for slot in slots]
            await self.connection.execute(upsert(self.connection, SCHEDULES), rows)

    async def bind(self, person_id: PersonId, slot: int, routine: RoutineId) -> None:
        """Make a reminder offer that routine from now on."""
        mine = (_C.person_id == person_id) & (_C.slot == slot)
        await self.connection.execute(update(SCHEDULES).where(mine).values(routine=routine))

    async def unbind(self, person_id: PersonId, routine: RoutineId) -> None:
        """Make no reminder offer that routine any more."""
        mine = (_C.person_id == person_id) & (_C.routine == routine)
        await self.connection.execute(update(SCHEDULES).where(mine).values(routine=None))

    async def advance_due(
        self, now: datetime, limit: int = 200, spread: timedelta = timedelta(0)
    ) -> int:
        """Create a delivery for every occurrence up to now and advance the schedules.

        Takes at most `limit` schedules, the longest overdue first; returns how many it took.
        `spread` is the window over which sending is spread; dates and due times stay the same.
        """
        return (await schedule_claims.advance_due(self.connection, now, limit, spread)).count

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, spread: timedelta = timedelta(0)
    ) -> Claimed:
        """The same, and what is due now belongs to the caller until the lease ends."""
        return await schedule_claims.advance_due(self.connection, now, limit, spread, lease)

    async def advance_of(self, person_id: PersonId, now: datetime) -> None:
        """Advance all due schedules of one person."""
        await schedule_claims.advance_of(self.connection, person_id, now)

    async def next_due(self) -> datetime | None:
        """When the next schedule of anybody is due (UTC)."""
        moment: datetime | None = await self.connection.scalar(select(func.min(_C.next_due_at)))
        return moment

    async def delivered_dates(self, person_id: PersonId, slot: int, since: date) -> frozenset[date]:
        """Local dates from `since` on that already have a delivery of this slot."""
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
