"""Rolling schedules on: every ring up to now becomes a delivery, one for each date it missed."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.domain.reminders import offset
from bot.domain.schedule import Occurrence, Rule, next_occurrence
from bot.domain.streak import day_of
from bot.storage.statements import insert
from bot.storage.tables import DELIVERIES, PEOPLE, SCHEDULES, State

log = logging.getLogger(__name__)

PUT_OFF = timedelta(days=1)
"""A schedule that cannot be computed waits this long, so that it never holds up the others."""

_DUE = (
    select(SCHEDULES, PEOPLE.c.zone, PEOPLE.c.day_starts)
    .join(PEOPLE)
    .order_by(SCHEDULES.c.next_due_at, SCHEDULES.c.person_id, SCHEDULES.c.slot)
    # Silently nothing on SQLite, where the write lock is held from the start.
    .with_for_update(skip_locked=True, of=SCHEDULES)
)
_MOVE = (
    update(SCHEDULES)
    .where(
        SCHEDULES.c.person_id == bindparam("of_person"),
        SCHEDULES.c.slot == bindparam("of_slot"),
        SCHEDULES.c.next_due_at == bindparam("seen_at"),
    )
    .values(next_due_at=bindparam("following_at"), next_date=bindparam("following_date"))
)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one pass writes. People share times and zones, so their next rings are looked up."""

    now: datetime
    spread: timedelta = timedelta(0)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    memo: dict[tuple[Rule, str, datetime], Occurrence] = field(default_factory=dict)

    def add(self, row: Row[Any]) -> None:
        try:
            rings = list(self._rings(row))
            days = [day_of(ring.at, row.zone, row.day_starts) for ring in rings[:-1]]
        except ValueError:
            log.exception("a schedule in zone %r cannot be computed and is put off", row.zone)
            self._move(row, Occurrence(self.now + PUT_OFF, row.next_date))
            return
        for ring, day in zip(rings, days, strict=False):
            self.deliveries.append(
                {
                    "person_id": row.person_id,
                    "local_date": ring.date,
                    "slot": row.slot,
                    "round": 0,
                    "day": day,
                    "due_at": ring.at,
                    "state": State.WAITING,
                    "wake_at": ring.at + offset(row.person_id, self.spread),
                    "attempts": 0,
                }
            )
        self._move(row, rings[-1])

    def _rings(self, row: Row[Any]) -> Iterator[Occurrence]:
        """Every ring up to now, and the one after."""
        rule = Rule(row.at, row.weekdays)
        ring = Occurrence(row.next_due_at, row.next_date)
        while ring.at <= self.now:
            yield ring
            ring = self._following(rule, row.zone, ring.at)
        yield ring

    def _following(self, rule: Rule, zone: str, after: datetime) -> Occurrence:
        key = (rule, zone, after)
        if key not in self.memo:
            self.memo[key] = next_occurrence(rule, zone, after)
        return self.memo[key]

    def _move(self, row: Row[Any], following: Occurrence) -> None:
        self.moves.append(
            {
                "of_person": row.person_id,
                "of_slot": row.slot,
                "seen_at": row.next_due_at,
                "following_at": following.at,
                "following_date": following.date,
            }
        )


async def roll_due(
    connection: AsyncConnection, now: datetime, limit: int, spread: timedelta = timedelta(0)
) -> int:
    """Roll at most `limit` schedules that are due; how many there were.

    A date that has a delivery already gets no second one, whoever rolls it and however often.
    """
    return await _roll(connection, _DUE.limit(limit), _Batch(now, spread))


async def roll_of(connection: AsyncConnection, person_id: PersonId, now: datetime) -> int:
    """Roll what is due of one person, whose schedules are about to be replaced.

    Waits for whoever rolls them right now.
    """
    theirs = _DUE.where(SCHEDULES.c.person_id == person_id).with_for_update(of=SCHEDULES)
    return await _roll(connection, theirs, _Batch(now))


async def _roll(connection: AsyncConnection, due: Select[Any], batch: _Batch) -> int:
    for row in await connection.execute(due.where(SCHEDULES.c.next_due_at <= batch.now)):
        batch.add(row)
    if batch.deliveries:
        fresh = insert(connection, DELIVERIES).on_conflict_do_nothing()
        await connection.execute(fresh, batch.deliveries)
    if batch.moves:
        await connection.execute(_MOVE, batch.moves)
    return len(batch.moves)
