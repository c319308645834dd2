"""Custom routines: those that people compose themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.routines.custom_routines import PREFIX, CustomRoutine, CustomRoutineId
from bot.domain.routines.item_json import from_plain, to_plain
from bot.domain.routines.routine import Item
from bot.storage.core.combined_query import PersonFilter
from bot.storage.core.tables import CUSTOM_ROUTINES, SCHEDULES

_C = CUSTOM_ROUTINES.c
_NAMED = literal(PREFIX) + cast(_C.id, Text)


def bound_query(belongs: PersonFilter) -> Select[Any]:
    """The custom routines that people's reminders offer, each with its slot."""
    mine = (SCHEDULES.c.person_id == _C.person_id) & (SCHEDULES.c.routine == _NAMED)
    return (
        select(CUSTOM_ROUTINES, SCHEDULES.c.slot).join(SCHEDULES, mine).where(belongs(_C.person_id))
    )


@dataclass(frozen=True, slots=True)
class CustomRoutineStore:
    """One row per routine."""

    connection: AsyncConnection

    async def add(
        self, person: PersonId, name: str, items: Sequence[Item], share: str, now: datetime
    ) -> CustomRoutine:
        """Save a new routine. `share` is the unguessable token of its link."""
        values = {
            "person_id": person,
            "name": name,
            "items": [to_plain(item) for item in items],
            "share": share,
            "made_at": now,
        }
        statement = insert(CUSTOM_ROUTINES).values(values).returning(CUSTOM_ROUTINES)
        return from_row((await self.connection.execute(statement)).one())

    async def of(self, person: PersonId) -> tuple[CustomRoutine, ...]:
        """The person's routines, oldest first."""
        query = select(CUSTOM_ROUTINES).where(_C.person_id == person).order_by(_C.id)
        return tuple(from_row(row) for row in await self.connection.execute(query))

    async def get(self, person: PersonId, id: CustomRoutineId) -> CustomRoutine | None:
        """One of the person's routines."""
        return await self._one((_C.person_id == person) & (_C.id == id))

    async def shared(self, share: str) -> CustomRoutine | None:
        """The routine that a link leads to, whoever owns it."""
        return await self._one(_C.share == share)

    async def count(self, person: PersonId) -> int:
        """How many routines the person has."""
        query = select(func.count()).where(_C.person_id == person)
        return int(await self.connection.scalar(query) or 0)

    async def rename(self, person: PersonId, id: CustomRoutineId, name: str) -> None:
        """Rename a routine."""
        mine = (_C.person_id == person) & (_C.id == id)
        await self.connection.execute(update(CUSTOM_ROUTINES).where(mine).values(name=name))

    async def remove(self, person: PersonId, id: CustomRoutineId) -> None:
        """Delete a routine."""
        await self.connection.execute(
            delete(CUSTOM_ROUTINES).where(_C.person_id == person, _C.id == id)
        )

    async def bound(self, person: PersonId, slot: int) -> CustomRoutine | None:
        """The routine that a reminder offers, if it is a custom one."""
        mine = (SCHEDULES.c.person_id == person) & (SCHEDULES.c.slot == slot)
        offered = select(SCHEDULES.c.routine).where(mine).scalar_subquery()
        return await self._one((_C.person_id == person) & (offered == _NAMED))

    async def _one(self, which: ColumnElement[bool]) -> CustomRoutine | None:
        row = (await self.connection.execute(select(CUSTOM_ROUTINES).where(which))).one_or_none()
        return None if row is None else from_row(row)


def from_row(row: Any) -> CustomRoutine:
    """A routine from its row."""
    items = tuple(from_plain(each) for each in row.items)
    return CustomRoutine(
        CustomRoutineId(row.id), PersonId(row.person_id), row.name, items, row.share
    )
