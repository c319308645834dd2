"""Snoozes: a reminder that rings once more. They are rows of their own and move no schedule."""

from datetime import date, datetime

from sqlalchemy import literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.domain.reminders import DeliveryKey, DropReason
from bot.storage.deliveries import named
from bot.storage.statements import insert
from bot.storage.tables import DELIVERIES, State

_C = DELIVERIES.c


async def add(
    connection: AsyncConnection, key: DeliveryKey, until: datetime, round_: int | None = None
) -> bool:
    """Let a reminder ring once more, as its next round or as `round_`.

    False when that round exists or the reminder does not.
    """
    following = {
        "person_id": _C.person_id,
        "local_date": _C.local_date,
        "slot": _C.slot,
        "round": _C.round + 1 if round_ is None else literal(round_),
        "day": _C.day,
        "due_at": literal(until, _C.due_at.type),
        "state": literal(State.WAITING, _C.state.type),
        "wake_at": literal(until, _C.wake_at.type),
        "attempts": literal(0),
    }
    snoozed = select(*(value.label(name) for name, value in following.items())).where(named(key))
    statement = insert(connection, DELIVERIES).from_select(list(following), snoozed)
    added = await connection.execute(statement.on_conflict_do_nothing())
    return added.rowcount == 1


async def cancel(connection: AsyncConnection, person_id: PersonId, day: date) -> None:
    """Drop the snoozes of that day that still wait: the day is done."""
    await connection.execute(
        update(DELIVERIES)
        .where(_C.person_id == person_id, _C.day == day, _C.round > 0)
        .where(_C.state == State.WAITING)
        .values(state=State.DROPPED, reason=DropReason.DONE, wake_at=None)
    )
