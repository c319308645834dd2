"""Rolling schedules on: every ring up to now becomes a delivery, one for each date it missed."""

import logging
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Row,
    SmallInteger,
    bindparam,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.progress.streak import user_day
from bot.domain.reminders.delivery import Delivery, DeliveryKey, offset
from bot.domain.reminders.schedule import Occurrence, Rule, next_occurrence
from bot.storage import occurrences
from bot.storage.core.columns import MinuteOfDay, Weekdays
from bot.storage.core.tables import PEOPLE, SCHEDULES

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
            days = [user_day(ring.at, zone, starts) for ring in rings]
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
class Claimed:
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
) -> Claimed:
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
) -> Claimed:
    for row in due:
        batch.add(row)
    if not batch.moves:
        return Claimed(0)
    taken = await occurrences.write(connection, batch.moves, batch.rings, batch.now, lease)
    claimed = () if lease is None else tuple(_claimed(batch, taken))
    return Claimed(len(batch.moves), claimed, len(batch.put_off))


def _claimed(batch: _Batch, taken: Set[tuple[Any, ...]]) -> Iterator[Delivery]:
    for person, local_date_of, slot, day, due_at, wake_at in batch.rings:
        if wake_at <= batch.now and not (taken and (person, local_date_of, slot) in taken):
            yield Delivery(DeliveryKey(person, local_date_of, slot), due_at, day)
