"""Deliveries: from due over claimed and attempted to sent or dropped, a statement for each step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Update, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.domain.reminders import MAX_ATTEMPTS, Delivery, DeliveryKey, DropReason
from bot.storage import reminder_days, snoozes
from bot.storage.deliveries import KEY, VALUE, from_row, named
from bot.storage.reminder_days import CALLED_OFF, ReminderDays
from bot.storage.tables import DELIVERIES, State

_C = DELIVERIES.c
_OPEN = _C.state.in_([State.WAITING, State.CLAIMED])
NOT_TODAY = "not-today"


@dataclass(frozen=True, slots=True)
class ReminderStore:
    """One row a reminder. Two processes never hold the same one at once."""

    connection: AsyncConnection

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Delivery, ...]:
        """Take at most `limit` reminders that are due, to be retried, or left by a dead process.

        They belong to the caller until the lease ends. Ordered by when they were due.
        """
        due = (
            select(*KEY)
            .where(_C.wake_at <= now)
            .order_by(_C.wake_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claimed = await self.connection.execute(
            update(DELIVERIES)
            .where(tuple_(*KEY).in_(select(due)), _C.wake_at <= now)
            .values(state=State.CLAIMED, wake_at=now + lease)
            .returning(*VALUE)
        )
        return tuple(sorted(map(from_row, claimed), key=lambda each: each.due_at))

    async def attempt(self, key: DeliveryKey, now: datetime) -> bool:
        """Count an attempt before the request goes out; False when it must not go out.

        It must not once the attempts are used up, the lease has ended, or the reminder is settled.
        """
        return await self._change(
            update(DELIVERIES)
            .where(_C.state == State.CLAIMED, _C.wake_at > now, _C.attempts < MAX_ATTEMPTS)
            .values(attempts=_C.attempts + 1),
            key,
        )

    async def sent(self, key: DeliveryKey, message_id: int, now: datetime) -> None:
        """It arrived as this message. That is true even if the lease had ended meanwhile."""
        await self._change(
            update(DELIVERIES)
            .where(_C.state != State.SENT)
            .values(state=State.SENT, message_id=message_id, reason=None)
            .values(settled_at=now, wake_at=None),
            key,
        )

    async def dropped(self, key: DeliveryKey, reason: DropReason, now: datetime) -> None:
        """It is left out, unless it was settled already."""
        await self._change(
            update(DELIVERIES)
            .where(_OPEN)
            .values(state=State.DROPPED, reason=reason, settled_at=now, wake_at=None),
            key,
        )

    async def release(self, key: DeliveryKey, retry_at: datetime, *, undo_attempt: bool) -> None:
        """Give a claimed reminder back, to be tried again at `retry_at`.

        `undo_attempt` takes the attempt back: the request certainly did not arrive.
        """
        attempts = func.max if self.connection.dialect.name == "sqlite" else func.greatest
        fewer = attempts(_C.attempts - int(undo_attempt), 0)
        await self._change(
            update(DELIVERIES)
            .where(_C.state == State.CLAIMED)
            .values(state=State.WAITING, wake_at=retry_at, attempts=fewer),
            key,
        )

    async def snooze(self, key: DeliveryKey, until: datetime) -> bool:
        """Let it ring once more at `until`; False when it was snoozed before or never was."""
        return await snoozes.add(self.connection, key, until)

    async def cancel_waiting(self, person_id: PersonId, day: date) -> None:
        """Drop the snoozes of that day that still wait."""
        await snoozes.cancel(self.connection, person_id, day)

    async def get(self, key: DeliveryKey) -> Delivery | None:
        """The reminder of that key."""
        row = (await self.connection.execute(select(*VALUE).where(named(key)))).one_or_none()
        return None if row is None else from_row(row)

    async def answer(self, key: DeliveryKey, answer: str, now: datetime) -> None:
        """Note what the person chose: "start", "short", "later" or "not-today".

        A day that was called off stays so, whatever is pressed on its old messages.
        """
        open_ = _C.answer.is_distinct_from(CALLED_OFF)
        statement = update(DELIVERIES).where(open_).values(answer=answer, answered_at=now)
        await self._change(statement, key)

    async def call_off(self, person_id: PersonId, day: date, now: datetime) -> None:
        """The person is ill, away or pausing on that day: its reminders count for nothing."""
        await reminder_days.call_off(self.connection, person_id, day, now)

    async def said_not_today(self, person_id: PersonId, day: date) -> bool:
        """Whether any reminder of that day was answered with "not today"."""
        query = select(_C.answer).where(
            _C.person_id == person_id, _C.day == day, _C.answer == NOT_TODAY
        )
        return await self.connection.scalar(query.limit(1)) is not None

    async def days(self, person_id: PersonId) -> ReminderDays:
        """What the reminders of each day came to."""
        return await reminder_days.load(self.connection, person_id)

    async def last_sent(self, person_id: PersonId) -> Delivery | None:
        """The reminder that was sent last."""
        query = (
            select(*VALUE)
            .where(_C.person_id == person_id, _C.state == State.SENT)
            .order_by(_C.settled_at.desc(), _C.due_at.desc())
            .limit(1)
        )
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else from_row(row)

    async def message_of(self, key: DeliveryKey) -> int | None:
        """The message it was sent as."""
        message: int | None = await self.connection.scalar(select(_C.message_id).where(named(key)))
        return message

    async def next_due(self) -> datetime | None:
        """When the next reminder is due or to be retried, or a lease ends (UTC)."""
        query = select(func.min(_C.wake_at)).where(_C.wake_at.is_not(None))
        moment: datetime | None = await self.connection.scalar(query)
        return moment

    async def _change(self, statement: Update, key: DeliveryKey) -> bool:
        changed = await self.connection.execute(statement.where(named(key)))
        return changed.rowcount == 1
