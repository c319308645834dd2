"""Which time zone data the schedules were computed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, Rule
from bot.storage.core.dialect_sql import upsert
from bot.storage.core.tables import PEOPLE, SCHEDULES, ZONES

_S = SCHEDULES.c
_MOVE = (
    update(SCHEDULES)
    .where(
        _S.person_id == bindparam("of_person"),
        _S.slot == bindparam("of_slot"),
        _S.next_due_at == bindparam("seen_at"),
    )
    .values(next_due_at=bindparam("new_at"), next_date=bindparam("new_date"))
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A stored next occurrence: its person and slot, its rule, and when it is due."""

    person: PersonId
    slot: int
    rule: Rule
    next: Occurrence


@dataclass(frozen=True, slots=True)
class ZoneStore:
    """One row per time zone in use."""

    connection: AsyncConnection

    async def of_another_release(self, release: str) -> Mapping[str, str | None]:
        """Zones in use that were last checked with other data, each with its old fingerprint."""
        query = (
            select(PEOPLE.c.zone, ZONES.c.fingerprint)
            .distinct()
            .join_from(PEOPLE, ZONES, PEOPLE.c.zone == ZONES.c.name, isouter=True)
            .where(ZONES.c.release.is_distinct_from(release))
        )
        return {row.zone: row.fingerprint for row in await self.connection.execute(query)}

    async def save(self, release: str, fingerprints: Mapping[str, str]) -> None:
        """Save the fingerprints of zones in a release of the data."""
        rows = [
            {"name": name, "release": release, "fingerprint": each}
            for name, each in fingerprints.items()
        ]
        if rows:
            await self.connection.execute(upsert(self.connection, ZONES), rows)

    async def planned(
        self, zone: str, after: tuple[PersonId, int], limit: int
    ) -> tuple[Planned, ...]:
        """The next occurrences of people in a zone, ordered by person and slot."""
        query = (
            select(SCHEDULES)
            .join(PEOPLE)
            .where(PEOPLE.c.zone == zone, tuple_(_S.person_id, _S.slot) > tuple_(*after))
            .order_by(_S.person_id, _S.slot)
            .limit(limit)
        )
        return tuple(_planned(row) for row in await self.connection.execute(query))

    async def move(self, planned: Mapping[Planned, Occurrence]) -> None:
        """Change when these are due, unless somebody has changed them meanwhile."""
        rows: list[dict[str, int | datetime | object]] = [
            {
                "of_person": each.person,
                "of_slot": each.slot,
                "seen_at": each.next.at,
                "new_at": new.at,
                "new_date": new.date,
            }
            for each, new in planned.items()
        ]
        if rows:
            await self.connection.execute(_MOVE, rows)


def _planned(row: Row[Any]) -> Planned:
    rule = Rule(row.at, row.weekdays)
    return Planned(
        PersonId(row.person_id), row.slot, rule, Occurrence(row.next_due_at, row.next_date)
    )
