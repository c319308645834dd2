"""Advance due schedules and create one delivery for each occurrence up to now."""

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
"""How long to postpone a schedule that cannot be computed, so that it never blocks the others."""

_S = SCHEDULES.c
_DUE = (
    select(
        _S.person_id,
        _S.slot,
        _S.next_due_at,
        _S.next_date,
        # Raw values: most people share a rule, so each distinct rule is built once per batch.
        type_coerce(_S.at, SmallInteger).label("minute"),
        type_coerce(_S.weekdays, SmallInteger).label("weekdays"),
        PEOPLE.c.zone,
        type_coerce(PEOPLE.c.day_starts, SmallInteger).label("day_starts"),
    )
    .join_from(SCHEDULES, PEOPLE)
    .where(_S.next_due_at <= bindparam("now"))
    # One column only: with a second one, all rows due at one time would be sorted per batch.
    .order_by(_S.next_due_at)
    # Has no effect on SQLite, where the write lock is held from the start.
    .with_for_update(skip_locked=True, of=SCHEDULES)
)
_FIRST = _DUE.limit(bindparam("limit"))
_THEIRS = _DUE.where(_S.person_id == bindparam("person")).with_for_update(of=SCHEDULES)


@dataclass(frozen=True, slots=True)
class _Found:
    """The occurrences up to now with the days they count for, and the one after them."""

    occurrences: tuple[tuple[Occurrence, date], ...]
    following: Occurrence


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one pass writes. People share times and zones, so next occurrences are cached."""

    now: datetime
    spread: timedelta = timedelta(0)
    deliveries: list[tuple[Any, ...]] = field(default_factory=list)
    advanced: list[tuple[Any, ...]] = field(default_factory=list)
    put_off: list[tuple[int, int]] = field(default_factory=list)
    memo: dict[tuple[Any, ...], _Found] = field(default_factory=dict)

    def add(self, row: Row[Any]) -> None:
        person, slot, at, day, minute, weekdays, zone, day_starts = tuple(row)
        key = (at, day, minute, weekdays, zone, day_starts)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._found(*key)
        self.advanced.append((person, slot, found.following.at, found.following.date))
        if not found.occurrences:
            self.put_off.append((person, slot))
        for each, counts_for in found.occurrences:
            wake_at = each.at + offset(person, self.spread) if self.spread else each.at
            self.deliveries.append((person, each.date, slot, counts_for, each.at, wake_at))

    def _found(
        self, at: datetime, day: date, minute: int, weekdays: int, zone: str, day_starts: int
    ) -> _Found:
        try:
            rule = Rule(MinuteOfDay.value_of(minute), Weekdays.value_of(weekdays))
            starts = MinuteOfDay.value_of(day_starts)
            *past, following = self._occurrences(rule, zone, Occurrence(at, day))
            days = [user_day(each.at, zone, starts) for each in past]
        except ValueError:
            log.exception("a schedule in zone %r cannot be computed and is put off", zone)
            return _Found((), Occurrence(self.now + PUT_OFF, day))
        return _Found(tuple(zip(past, days, strict=True)), following)

    def _occurrences(self, rule: Rule, zone: str, each: Occurrence) -> Iterator[Occurrence]:
        """Every occurrence up to now, and the one after them."""
        while each.at <= self.now:
            yield each
            each = next_occurrence(rule, zone, each.at)
        yield each


@dataclass(frozen=True, slots=True)
class Claimed:
    """How many schedules advanced, and which of their occurrences were claimed immediately.

    `put_off` of them could not be computed and are postponed by a day.
    """

    count: int
    claimed: tuple[Delivery, ...] = ()
    put_off: int = 0


async def advance_due(
    connection: AsyncConnection,
    now: datetime,
    limit: int,
    spread: timedelta = timedelta(0),
    lease: timedelta | None = None,
) -> Claimed:
    """Advance at most `limit` due schedules; with a lease, also claim what is due now.

    A date that already has a delivery gets no second one, however often this runs.
    """
    due = await connection.execute(_FIRST, {"now": now, "limit": limit})
    return await _advance(connection, due, _Batch(now, spread), lease)


async def advance_of(connection: AsyncConnection, person_id: PersonId, now: datetime) -> None:
    """Advance the due schedules of one person, before they are replaced.

    Waits for another process that is advancing them.
    """
    due = await connection.execute(_THEIRS, {"now": now, "person": person_id})
    await _advance(connection, due, _Batch(now))


async def _advance(
    connection: AsyncConnection, due: Any, batch: _Batch, lease: timedelta | None = None
) -> Claimed:
    for row in due:
        batch.add(row)
    if not batch.advanced:
        return Claimed(0)
    taken = await occurrences.write(connection, batch.advanced, batch.deliveries, batch.now, lease)
    claimed = () if lease is None else tuple(_claimed(batch, taken))
    return Claimed(len(batch.advanced), claimed, len(batch.put_off))


def _claimed(batch: _Batch, taken: Set[tuple[Any, ...]]) -> Iterator[Delivery]:
    for person, local_date_of, slot, day, due_at, wake_at in batch.deliveries:
        if wake_at <= batch.now and not (taken and (person, local_date_of, slot) in taken):
            yield Delivery(DeliveryKey(person, local_date_of, slot), due_at, day)
