"""Update claimed reminders in bulk: attempted, sent, dropped, released."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, and_, bindparam, case, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import MAX_ATTEMPTS, DeliveryKey, DropReason
from bot.storage.core.bulk_parameters import BulkParameters
from bot.storage.core.columns import UtcDateTime
from bot.storage.core.tables import DELIVERIES, State
from bot.storage.reminders.delivery_rows import KEY, key_of, values_of

_C = DELIVERIES.c
_ASKED = BulkParameters(*KEY)
_OPEN = or_(_C.state == State.WAITING, _C.state == State.CLAIMED)
_NAMED = and_(
    _C.person_id == bindparam("of_person"),
    _C.local_date == bindparam("of_date"),
    _C.slot == bindparam("of_slot"),
    _C.round == bindparam("of_round"),
)
_FEWER = case((_C.attempts > 0, _C.attempts - bindparam("undo")), else_=0)

_SENT = (
    update(DELIVERIES)
    .where(_NAMED, _C.state != State.SENT)
    .values(state=State.SENT, message_id=bindparam("message"), reason=None)
    .values(settled_at=bindparam("now"), wake_at=None)
)
_DROPPED = (
    update(DELIVERIES)
    .where(_NAMED, _OPEN)
    .values(state=State.DROPPED, reason=bindparam("why"), settled_at=bindparam("now"), wake_at=None)
)
_RELEASED = (
    update(DELIVERIES)
    .where(_NAMED, _C.state == State.CLAIMED)
    .values(state=State.WAITING, wake_at=bindparam("at"), attempts=_FEWER)
)


@dataclass(frozen=True, slots=True)
class Release:
    """Release a reminder until a time (UTC).

    `undo_attempt` uncounts the attempt, because the request certainly did not arrive.
    """

    at: datetime
    undo_attempt: bool


async def attempt(
    connection: AsyncConnection, keys: Collection[DeliveryKey], now: datetime
) -> frozenset[DeliveryKey]:
    """Count an attempt for each before it is sent; returns those that may be sent."""
    dialect = connection.dialect
    asked = _ASKED.values(dialect, map(values_of, keys))
    allowed = await connection.execute(_attempt(dialect.name), {**asked, "now": now})
    return frozenset(map(key_of, allowed))


@cache
def _attempt(dialect: str) -> ReturningUpdate[Any]:
    asked = _ASKED.table(dialect).c
    return (
        update(DELIVERIES)
        .where(*(each == asked[each.name] for each in KEY))
        .where(_C.state == State.CLAIMED, _C.wake_at > bindparam("now", type_=UtcDateTime))
        .where(_C.attempts < MAX_ATTEMPTS)
        .values(attempts=_C.attempts + 1)
        .returning(*KEY)
    )


async def sent(
    connection: AsyncConnection, messages: Mapping[DeliveryKey, int], now: datetime
) -> None:
    """Mark them as sent with these message ids, even if their lease has ended meanwhile."""
    rows = [{**_names(key), "message": message, "now": now} for key, message in messages.items()]
    await _all(connection, _SENT, rows)


async def dropped(
    connection: AsyncConnection, reasons: Mapping[DeliveryKey, DropReason], now: datetime
) -> None:
    """Drop them, unless they are settled already."""
    rows = [{**_names(key), "why": reason, "now": now} for key, reason in reasons.items()]
    await _all(connection, _DROPPED, rows)


async def released(connection: AsyncConnection, given: Mapping[DeliveryKey, Release]) -> None:
    """Release claimed reminders, to be retried at the given times."""
    rows = [
        {**_names(key), "at": each.at, "undo": int(each.undo_attempt)}
        for key, each in given.items()
    ]
    await _all(connection, _RELEASED, rows)


async def _all(connection: AsyncConnection, statement: Update, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(statement, rows)


def _names(key: DeliveryKey) -> dict[str, Any]:
    person, day, slot, again = values_of(key)
    return {"of_person": PersonId(person), "of_date": day, "of_slot": slot, "of_round": again}
