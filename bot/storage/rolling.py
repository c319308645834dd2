"""Rolling schedules on: every ring up to now becomes a delivery, one for each date it missed."""

import logging
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    SmallInteger,
    Update,
    bindparam,
    case,
    literal,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.domain.people import PersonId
from bot.domain.reminders import Delivery, DeliveryKey, offset
from bot.domain.schedule import Occurrence, Rule, next_occurrence
from bot.domain.streak import day_of
from bot.storage.columns import MinuteOfDay, Moment, Weekdays
from bot.storage.deliveries import KEY
from bot.storage.listed import Listed
from bot.storage.statements import insert_for
from bot.storage.tables import DELIVERIES, PEOPLE, SCHEDULES, State

log = logging.getLogger(__name__)

PUT_OFF = timedelta(days=1)
"""A schedule that cannot be computed waits this long, so that it never holds up the others."""

_S = SCHEDULES.c
_DUE = (
    select(
        _S.person_id,
        _S.slot,
        _S.next_due_at,
        _S.next_date,
        # As they stand in the table: most people share a rule, so it is made once a batch.
        type_coerce(_S.at, SmallInteger).label("minute"),
        type_coerce(_S.weekdays, SmallInteger).label("weekdays"),
        PEOPLE.c.zone,
        type_coerce(PEOPLE.c.day_starts, SmallInteger).label("day_starts"),
    )
    .join_from(SCHEDULES, PEOPLE)
    .where(_S.next_due_at <= bindparam("now"))
    # By nothing else: thousands share a moment, and all of them would be sorted for each batch.
    .order_by(_S.next_due_at)
    # Silently nothing on SQLite, where the write lock is held from the start.
    .with_for_update(skip_locked=True, of=SCHEDULES)
)
_FIRST = _DUE.limit(bindparam("limit"))
_THEIRS = _DUE.where(_S.person_id == bindparam("person")).with_for_update(of=SCHEDULES)

_D = DELIVERIES.c
_RINGS = Listed(_D.person_id, _D.local_date, _D.slot, _D.day, _D.due_at, _D.wake_at)
_MOVES = Listed(
    _S.person_id,
    _S.slot,
    _S.next_due_at,
    _S.next_date,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rings up to now with the days they count for, and the one after."""

    rings: tuple[tuple[Occurrence, date], ...]
    following: Occurrence


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one pass writes. People share times and zones, so their next rings are looked up."""

    now: datetime
    spread: timedelta = timedelta(0)
    rings: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[Any, ...]] = field(default_factory=list)
    put_off: list[tuple[int, int]] = field(default_factory=list)
    memo: dict[tuple[Any, ...], _Found] = field(default_factory=dict)

    def add(self, row: Row[Any]) -> None:
        person, slot, at, day, minute, weekdays, zone, day_starts = tuple(row)
        key = (at, day, minute, weekdays, zone, day_starts)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._found(*key)
        self.moves.append((person, slot, found.following.at, found.following.date))
        if not found.rings:
            self.put_off.append((person, slot))
        for ring, counts_for in found.rings:
            wake_at = ring.at + offset(person, self.spread) if self.spread else ring.at
            self.rings.append((person, ring.date, slot, counts_for, ring.at, wake_at))

    def _found(
        self, at: datetime, day: date, minute: int, weekdays: int, zone: str, day_starts: int
    ) -> _Found:
        try:
            rule = Rule(MinuteOfDay.value_of(minute), Weekdays.value_of(weekdays))
            starts = MinuteOfDay.value_of(day_starts)
            *rings, following = self._rings(rule, zone, Occurrence(at, day))
            days = [day_of(ring.at, zone, starts) for ring in rings]
        except ValueError:
            log.exception("a schedule in zone %r cannot be computed and is put off", zone)
            return _Found((), Occurrence(self.now + PUT_OFF, day))
        return _Found(tuple(zip(rings, days, strict=True)), following)

    def _rings(self, rule: Rule, zone: str, ring: Occurrence) -> Iterator[Occurrence]:
        """Every ring up to now, and the one after."""
        while ring.at <= self.now:
            yield ring
            ring = next_occurrence(rule, zone, ring.at)
        yield ring


@dataclass(frozen=True, slots=True)
class Rolled:
    """How many schedules moved on, and which of their rings were claimed at once.

    `put_off` of them could not be computed and wait for a day.
    """

    count: int
    claimed: tuple[Delivery, ...] = ()
    put_off: int = 0


async def roll_due(
    connection: AsyncConnection,
    now: datetime,
    limit: int,
    spread: timedelta = timedelta(0),
    lease: timedelta | None = None,
) -> Rolled:
    """Roll at most `limit` schedules that are due; with a lease, claim what rings now as well.

    A date that has a delivery already gets no second one, whoever rolls it and however often.
    """
    due = await connection.execute(_FIRST, {"now": now, "limit": limit})
    return await _roll(connection, due, _Batch(now, spread), lease)


async def roll_of(connection: AsyncConnection, person_id: PersonId, now: datetime) -> None:
    """Roll what is due of one person, whose schedules are about to be replaced.

    Waits for whoever rolls them right now.
    """
    due = await connection.execute(_THEIRS, {"now": now, "person": person_id})
    await _roll(connection, due, _Batch(now))


async def _roll(
    connection: AsyncConnection, due: Any, batch: _Batch, lease: timedelta | None = None
) -> Rolled:
    for row in due:
        batch.add(row)
    if not batch.moves:
        return Rolled(0)
    dialect = connection.dialect
    moves = {**_MOVES.values(dialect, batch.moves), "now": batch.now}
    await connection.execute(_move(dialect.name), moves)
    if not batch.rings:
        return Rolled(len(batch.moves), put_off=len(batch.put_off))
    rings = _RINGS.values(dialect, batch.rings)
    if lease is None:
        await connection.execute(_ring(dialect.name, claim=False), rings)
        return Rolled(len(batch.moves), put_off=len(batch.put_off))
    lasting = {"now": batch.now, "until": batch.now + lease}
    fresh = await connection.execute(_ring(dialect.name, claim=True), {**rings, **lasting})
    claimed = tuple(_claimed(batch, {tuple(row) for row in fresh}))
    return Rolled(len(batch.moves), claimed, len(batch.put_off))


def _claimed(batch: _Batch, fresh: Set[tuple[Any, ...]]) -> Iterator[Delivery]:
    for person, ring_date, slot, day, due_at, wake_at in batch.rings:
        if wake_at <= batch.now and (person, ring_date, slot) in fresh:
            yield Delivery(DeliveryKey(person, ring_date, slot), due_at, day)


@cache
def _move(dialect: str) -> Update:
    """Move on what is still due: whoever else moved it has left it due no more, and so does this.

    Comparing with the moment that was read would find no row whose moment comes back otherwise
    than it stands in the table, and such a row would be due for ever.
    """
    listed = _MOVES.table(dialect).c
    return (
        update(SCHEDULES)
        .where(_S.person_id == listed.person_id, _S.slot == listed.slot)
        .where(_S.next_due_at <= bindparam("now", type_=Moment))
        .values(next_due_at=listed.next_due_at, next_date=listed.next_date)
    )


@cache
def _ring(dialect: str, *, claim: bool) -> ReturningInsert[Any]:
    """Deliveries of the rings, unless they are there; with `claim` those of now are claimed."""
    table = _RINGS.table(dialect)
    listed = table.c
    waits, claimed = literal(State.WAITING, _D.state.type), literal(State.CLAIMED, _D.state.type)
    state: ColumnElement[Any] = waits
    wake_at: ColumnElement[Any] = listed.wake_at
    if claim:
        rings_now = listed.wake_at <= bindparam("now", type_=Moment)
        state = case((rings_now, claimed), else_=waits)
        wake_at = case((rings_now, bindparam("until", type_=Moment)), else_=listed.wake_at)
    rows = (
        select(listed.person_id, listed.local_date, listed.slot, literal(0), listed.day)
        .add_columns(listed.due_at, state, wake_at, literal(0))
        .select_from(table)
        .where(true())  # SQLite takes what follows for a join without it
    )
    filled = (*KEY, _D.day, _D.due_at, _D.state, _D.wake_at, _D.attempts)
    return (
        insert_for(dialect, DELIVERIES)
        .from_select(filled, rows)
        .on_conflict_do_nothing()
        .returning(_D.person_id, _D.local_date, _D.slot)
    )
