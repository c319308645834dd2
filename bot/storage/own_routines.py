"""Routines that people put together themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.own_routines import PREFIX, OwnId, OwnRoutine
from bot.domain.people import PersonId
from bot.domain.plain import from_plain, to_plain
from bot.domain.routines import Item
from bot.storage.tables import OWN_ROUTINES, SCHEDULES

_C = OWN_ROUTINES.c
Bound = tuple[PersonId, int]
"""A reminder: whose, and its slot."""

_NAMED = literal(PREFIX) + cast(_C.id, Text)
_BOUND = (
    select(OWN_ROUTINES, SCHEDULES.c.slot)
    .join(SCHEDULES, (SCHEDULES.c.person_id == _C.person_id) & (SCHEDULES.c.routine == _NAMED))
    .where(_C.person_id.in_(bindparam("people", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class OwnRoutineStore:
    """One row a routine."""

    connection: AsyncConnection

    async def add(
        self, person: PersonId, name: str, items: Sequence[Item], share: str, now: datetime
    ) -> OwnRoutine:
        """Keep a new one. `share` is the word of its link, which nobody can guess."""
        values = {
            "person_id": person,
            "name": name,
            "items": [to_plain(item) for item in items],
            "share": share,
            "made_at": now,
        }
        statement = insert(OWN_ROUTINES).values(values).returning(OWN_ROUTINES)
        return _routine((await self.connection.execute(statement)).one())

    async def of(self, person: PersonId) -> tuple[OwnRoutine, ...]:
        """The person's routines, the oldest first."""
        query = select(OWN_ROUTINES).where(_C.person_id == person).order_by(_C.id)
        return tuple(_routine(row) for row in await self.connection.execute(query))

    async def get(self, person: PersonId, id: OwnId) -> OwnRoutine | None:
        """One of the person's routines."""
        return await self._one((_C.person_id == person) & (_C.id == id))

    async def shared(self, share: str) -> OwnRoutine | None:
        """The routine that a link leads to, whoever's it is."""
        return await self._one(_C.share == share)

    async def count(self, person: PersonId) -> int:
        """How many routines the person has."""
        query = select(func.count()).where(_C.person_id == person)
        return int(await self.connection.scalar(query) or 0)

    async def rename(self, person: PersonId, id: OwnId, name: str) -> None:
        """Give it another name."""
        mine = (_C.person_id == person) & (_C.id == id)
        await self.connection.execute(update(OWN_ROUTINES).where(mine).values(name=name))

    async def remove(self, person: PersonId, id: OwnId) -> None:
        """Take it away."""
        await self.connection.execute(
            delete(OWN_ROUTINES).where(_C.person_id == person, _C.id == id)
        )

    async def bound(self, people: Iterable[PersonId]) -> Mapping[Bound, OwnRoutine]:
        """The routines that reminders of these people bring, by person and slot."""
        rows = await self.connection.execute(_BOUND, {"people": list(people)})
        return {(PersonId(row.person_id), int(row.slot)): _routine(row) for row in rows}

    async def _one(self, which: ColumnElement[bool]) -> OwnRoutine | None:
        row = (await self.connection.execute(select(OWN_ROUTINES).where(which))).one_or_none()
        return None if row is None else _routine(row)


def _routine(row: Row[Any]) -> OwnRoutine:
    items = tuple(from_plain(each) for each in row.items)
    return OwnRoutine(OwnId(row.id), PersonId(row.person_id), row.name, items, row.share)
