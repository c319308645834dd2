"""Write advanced schedules, and a delivery for each occurrence that was due."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Update,
    bindparam,
    case,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.core.bulk_parameters import BulkParameters, Row
from bot.storage.core.columns import UtcDateTime
from bot.storage.core.dialect_sql import insert_for
from bot.storage.core.tables import DELIVERIES, SCHEDULES, State
from bot.storage.reminders.delivery_rows import KEY

_S = SCHEDULES.c
_D = DELIVERIES.c
_OCCURRENCES = BulkParameters(
    _D.person_id, _D.local_date, _D.slot, _D.day, _D.due_at, _D.wake_at, name="occurrences"
)
_MOVES = BulkParameters(
    _S.person_id,
    _S.slot,
    _S.next_due_at,
    _S.next_date,
    name="moves",
)


async def write(
    connection: AsyncConnection,
    moves: Sequence[Row],
    occurrences: Sequence[Row],
    now: datetime,
    lease: timedelta | None,
) -> Set[tuple[Any, ...]]:
    """Advance schedules and insert deliveries; returns the keys of those that existed before.

    `moves` are (person, slot, next time, its date); `occurrences` are (person, local date, slot,
    day, due time, time to send at). With a lease, those due now are claimed.
    """
    dialect = connection.dialect
    moved = _MOVES.values(dialect, moves) | {"now": now}
    values = _OCCURRENCES.values(dialect, occurrences)
    if lease is not None:
        values |= {"now": now, "until": now + lease}
    claim = lease is not None
    if dialect.name == "postgresql":
        found = await connection.execute(_both(claim=claim), {**moved, **values})
        return {tuple(row) for row in found}
    await connection.execute(_move(dialect.name), moved)
    if not occurrences:
        return frozenset()
    found = await connection.execute(_open(dialect.name, claim=claim), values)
    fresh = {tuple(row) for row in found}
    return {tuple(each[:3]) for each in occurrences} - fresh


@cache
def _both(*, claim: bool) -> CompoundSelect[Any]:
    """PostgreSQL: both in one statement, because the server's time depends on their number."""
    fresh = _open("postgresql", claim=claim).cte("fresh")
    listed = _OCCURRENCES.table("postgresql")
    key = [listed.c[each.name] for each in (_D.person_id, _D.local_date, _D.slot)]
    moved = _move("postgresql").cte("moved")
    # Not a join: the planner cannot know the number of rows and would compare all pairs.
    return select(*key).except_(select(*fresh.c)).add_cte(moved)


@cache
def _move(dialect: str) -> Update:
    """Advance what is still due; a schedule that another process has advanced is not due any more.

    Comparing with the time that was read would miss a row whose time does not survive the round
    trip unchanged, and that row would stay due forever.
    """
    listed = _MOVES.table(dialect).c
    return (
        update(SCHEDULES)
        .where(_S.person_id == listed.person_id, _S.slot == listed.slot)
        .where(_S.next_due_at <= bindparam("now", type_=UtcDateTime))
        .values(next_due_at=listed.next_due_at, next_date=listed.next_date)
    )


@cache
def _open(dialect: str, *, claim: bool) -> ReturningInsert[Any]:
    """Insert deliveries that do not exist yet; with `claim`, those due now are claimed."""
    table = _OCCURRENCES.table(dialect)
    listed = table.c
    waits, claimed = literal(State.WAITING, _D.state.type), literal(State.CLAIMED, _D.state.type)
    state: ColumnElement[Any] = waits
    wake_at: ColumnElement[Any] = listed.wake_at
    if claim:
        is_due_now = listed.wake_at <= bindparam("now", type_=UtcDateTime)
        state = case((is_due_now, claimed), else_=waits)
        wake_at = case((is_due_now, bindparam("until", type_=UtcDateTime)), else_=listed.wake_at)
    rows = (
        select(listed.person_id, listed.local_date, listed.slot, literal(0), listed.day)
        .add_columns(listed.due_at, state, wake_at, literal(0))
        .select_from(table)
        .where(true())  # without it SQLite parses ON CONFLICT as a join condition
    )
    filled = (*KEY, _D.day, _D.due_at, _D.state, _D.wake_at, _D.attempts)
    return (
        insert_for(dialect, DELIVERIES)
        .from_select(filled, rows)
        .on_conflict_do_nothing()
        .returning(_D.person_id, _D.local_date, _D.slot)
    )
