"""Deliveries: due, claimed, attempted, then sent or dropped, with one statement for each step."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Update, bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import Delivery, DeliveryKey, DropReason
from bot.storage.core.tables import DELIVERIES, SCHEDULES, State
from bot.storage.reminders import delivery_updates, reminder_days, snoozes
from bot.storage.reminders.delivery_rows import KEY, VALUE, from_row, named
from bot.storage.reminders.delivery_updates import Release
from bot.storage.reminders.reminder_days import CALLED_OFF, ReminderDays

_C = DELIVERIES.c
_DUE = (
    select(*KEY)
    .where(_C.wake_at <= bindparam("now"))
    .order_by(_C.wake_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_WAKE = select(func.min(_C.wake_at)).where(_C.wake_at.is_not(None))
_SCHEDULED = select(func.min(SCHEDULES.c.next_due_at))
_NEXT = select(_WAKE.scalar_subquery(), _SCHEDULED.scalar_subquery())
_CLAIM = (
    update(DELIVERIES)
    .where(tuple_(*KEY).in_(select(_DUE)), _C.wake_at <= bindparam("now"))
    .values(state=State.CLAIMED, wake_at=bindparam("until"))
    .returning(*VALUE)
)


@dataclass(frozen=True, slots=True)
class ReminderStore:
    """One row per reminder. Two processes never hold a claim on the same one."""

    connection: AsyncConnection

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Delivery, ...]:
        """Claim at most `limit` reminders that are due, to be retried, or left by a dead process.

        They belong to the caller until the lease ends. Ordered by when they were due.
        """
        asked = {"now": now, "limit": limit, "until": now + lease}
        claimed = await self.connection.execute(_CLAIM, asked)
        return tuple(sorted(map(from_row, claimed), key=lambda each: each.due_at))

    async def attempt(self, keys: Collection[DeliveryKey], now: datetime) -> Set[DeliveryKey]:
        """Count an attempt for each before it is sent; returns those that may be sent.

        A reminder may not be sent if it has no attempts left, no lease any more, or is settled.
        """
        return await delivery_updates.attempt(self.connection, keys, now)

    async def sent(self, messages: Mapping[DeliveryKey, int], now: datetime) -> None:
        """Mark them as sent with these message ids, even if their lease has ended meanwhile."""
        await delivery_updates.sent(self.connection, messages, now)

    async def dropped(self, reasons: Mapping[DeliveryKey, DropReason], now: datetime) -> None:
        """Drop them, unless they are settled already."""
        await delivery_updates.dropped(self.connection, reasons, now)

    async def release(self, given: Mapping[DeliveryKey, Release]) -> None:
        """Release claimed reminders, to be retried at the given times."""
        await delivery_updates.released(self.connection, given)

    async def snooze(self, key: DeliveryKey, until: datetime) -> bool:
        """Send it once more at `until` (UTC); False if it was snoozed already or does not exist."""
        return await snoozes.add(self.connection, key, until)

    async def follow_up(self, moments: Mapping[DeliveryKey, datetime]) -> None:
        """Schedule a second reminder at these times (UTC), unless there is one already."""
        await snoozes.follow_up(self.connection, moments)

    async def cancel_waiting(self, person_id: PersonId, day: date) -> None:
        """Drop the waiting snoozes of that day."""
        await snoozes.cancel(self.connection, person_id, day)

    async def get(self, key: DeliveryKey) -> Delivery | None:
        """The reminder with that key."""
        row = (await self.connection.execute(select(*VALUE).where(named(key)))).one_or_none()
        return None if row is None else from_row(row)

    async def answer(self, key: DeliveryKey, answer: str) -> None:
        """Save what the person chose: "start", "short", "later" or "not-today".

        A day that was called off stays so, whatever button of its old messages is pressed.
        """
        open_ = _C.answer.is_distinct_from(CALLED_OFF)
        statement = update(DELIVERIES).where(open_).values(answer=answer)
        await self._change(statement, key)

    async def call_off(self, person_id: PersonId, day: date) -> None:
        """Call off a day when the person is ill, away or pausing: its reminders do not count."""
        await reminder_days.call_off(self.connection, person_id, day)

    async def days(self, person_id: PersonId) -> ReminderDays:
        """The outcomes of the reminders of each day."""
        return await reminder_days.load(self.connection, person_id)

    async def next_due(self) -> datetime | None:
        """When the next reminder is due or to be retried, or the next lease ends (UTC)."""
        moment: datetime | None = await self.connection.scalar(_WAKE)
        return moment

    async def next_moment(self) -> datetime | None:
        """The same, or when the next schedule is due, whichever comes first (UTC)."""
        moments = (await self.connection.execute(_NEXT)).one()
        return min((moment for moment in moments if moment is not None), default=None)

    async def _change(self, statement: Update, key: DeliveryKey) -> bool:
        changed = await self.connection.execute(statement.where(named(key)))
        return changed.rowcount == 1
