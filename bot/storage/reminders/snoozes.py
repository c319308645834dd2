"""Snoozes: a reminder that is sent once more. Each is its own row and changes no schedule."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from sqlalchemy import Column, Insert, and_, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import FOLLOW_UP, DeliveryKey, DropReason
from bot.storage.core.bulk_parameters import BulkParameters
from bot.storage.core.columns import UtcDateTime
from bot.storage.core.dialect_sql import insert_for
from bot.storage.core.tables import DELIVERIES, State
from bot.storage.reminders.delivery_rows import KEY, values_of

_C = DELIVERIES.c


_MOMENTS = BulkParameters(*KEY, Column("at", UtcDateTime))


async def add(connection: AsyncConnection, key: DeliveryKey, until: datetime) -> bool:
    """Send a reminder again as its next round; False if that exists, or the reminder does not."""
    moments = _MOMENTS.values(connection.dialect, [(*values_of(key), until)])
    statement = _again(connection.dialect.name, None)
    return (await connection.execute(statement, moments)).rowcount == 1


async def follow_up(connection: AsyncConnection, moments: Mapping[DeliveryKey, datetime]) -> None:
    """Schedule a second reminder, unless there is one already."""
    if moments:
        rows = [(*values_of(key), at) for key, at in moments.items()]
        statement = _again(connection.dialect.name, FOLLOW_UP)
        await connection.execute(statement, _MOMENTS.values(connection.dialect, rows))


@cache
def _again(dialect: str, round_: int | None) -> Insert:
    """Insert reminders once more at the listed times, as the next round or as `round_`."""
    listed = _MOMENTS.table(dialect)
    at = listed.c["at"]
    again = {
        "person_id": _C.person_id,
        "local_date": _C.local_date,
        "slot": _C.slot,
        "round": _C.round + 1 if round_ is None else literal(round_),
        "day": _C.day,
        "due_at": at,
        "state": literal(State.WAITING, _C.state.type),
        "wake_at": at,
        "attempts": literal(0),
    }
    named = and_(*(each == listed.c[each.name] for each in KEY))
    rows = select(*(value.label(name) for name, value in again.items())).where(named)
    return insert_for(dialect, DELIVERIES).from_select(list(again), rows).on_conflict_do_nothing()


async def cancel(connection: AsyncConnection, person_id: PersonId, day: date) -> None:
    """Drop the waiting snoozes of that day, because the day is done."""
    await connection.execute(
        update(DELIVERIES)
        .where(_C.person_id == person_id, _C.day == day, _C.round > 0)
        .where(_C.state == State.WAITING)
        .values(state=State.DROPPED, reason=DropReason.DONE, wake_at=None)
    )
