"""Save, change and forget people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Unpack

from sqlalchemy import BindParameter, Row, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PROFILE_FIELDS, Pause, Person, PersonChange, PersonId, Profile
from bot.storage.broadcasts.tables import BROADCASTS
from bot.storage.core import sqlite_file
from bot.storage.core.dialect_sql import insert
from bot.storage.core.tables import METADATA, PEOPLE
from bot.storage.people import person_export

_OWN_COLUMNS = {each.name for each in PEOPLE.c} - PROFILE_FIELDS - {"paused_since", "paused_until"}
"""Each other column has the name of the person's field."""

_ONE_TO_FORGET = select(PEOPLE.c.id).where(PEOPLE.c.id == bindparam("id")).with_for_update()
_LOCKED = select(PEOPLE).where(PEOPLE.c.id == bindparam("id")).with_for_update(key_share=True)
_GONE: BindParameter[int] = bindparam("gone")
_BEFORE = select(func.max(PEOPLE.c.id)).where(PEOPLE.c.id < _GONE).scalar_subquery()
# A broadcast stores the last person that it reached; forgetting that person steps one back.
_NOT_REACHED = (
    update(BROADCASTS)
    .where(BROADCASTS.c.reached_id == _GONE)
    .values(reached_id=func.coalesce(_BEFORE, 0))
)
_MANY = select(PEOPLE).where(PEOPLE.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class PeopleStore:
    """One row per person.

    Changes write single columns: the other columns of a copy that was read earlier may be
    outdated, and must not overwrite a safety hold.
    """

    connection: AsyncConnection

    async def get(self, person_id: PersonId) -> Person | None:
        """The person with that id, if known."""
        found = await self.connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id))
        row = found.one_or_none()
        return None if row is None else _person(row)

    async def lock(self, person_id: PersonId) -> Person | None:
        """The person with that id, locked until the end of this unit of work."""
        row = (await self.connection.execute(_LOCKED, {"id": person_id})).one_or_none()
        return None if row is None else _person(row)

    async def many(self, ids: Collection[PersonId]) -> Mapping[PersonId, Person]:
        """Those of these people that are known."""
        found = await self.connection.execute(_MANY, {"ids": list(ids)})
        return {PersonId(row.id): _person(row) for row in found}

    async def set_reachable(self, ids: Collection[PersonId], *, reachable: bool) -> bool:
        """Save whether people can be reached; returns whether anything changed."""
        changed = await self.connection.execute(
            update(PEOPLE)
            .where(PEOPLE.c.id.in_(ids), PEOPLE.c.reachable.is_not(reachable))
            .values(reachable=reachable)
        )
        return changed.rowcount > 0

    async def add(self, person: Person) -> bool:
        """Save a new person; False, and nothing changes, if they are known."""
        new = insert(self.connection, PEOPLE).on_conflict_do_nothing()
        added = await self.connection.execute(new, _row(person))
        return added.rowcount == 1

    async def change(self, person_id: PersonId, **change: Unpack[PersonChange]) -> bool:
        """Write these columns and no others; False if the person is not known (any more)."""
        changed = await self.connection.execute(
            update(PEOPLE).where(PEOPLE.c.id == person_id).values(_columns(change))
        )
        return changed.rowcount == 1

    async def forget(self, person_id: PersonId) -> None:
        """Delete every row of every table that belongs to the person."""
        # Lock the person first, as every change does; otherwise two transactions can deadlock.
        await self.connection.execute(_ONE_TO_FORGET, {"id": person_id})
        for table in reversed(METADATA.sorted_tables):
            if "person_id" in table.c:
                await self.connection.execute(delete(table).where(table.c.person_id == person_id))
        await self.connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person_id))
        await self.connection.execute(_NOT_REACHED, {"gone": person_id})
        sqlite_file.empty_log_after(self.connection)

    async def everything(self, person_id: PersonId) -> dict[str, person_export.Rows]:
        """Every row that belongs to the person, by table."""
        return await person_export.export_of(self.connection, person_id)

    async def ids(self) -> tuple[PersonId, ...]:
        """The ids of all people, sorted."""
        found = await self.connection.scalars(select(PEOPLE.c.id).order_by(PEOPLE.c.id))
        return tuple(PersonId(each) for each in found)


def _columns(change: PersonChange) -> dict[str, Any]:
    values: dict[str, Any] = dict(change)
    if "pause" in values:
        values |= _pause(values.pop("pause"))
    return values


def _pause(pause: Pause | None) -> dict[str, Any]:
    return {
        "paused_since": None if pause is None else pause.since,
        "paused_until": None if pause is None else pause.until,
    }


def _row(person: Person) -> dict[str, Any]:
    return {
        **{name: getattr(person.profile, name) for name in PROFILE_FIELDS},
        **{name: getattr(person, name) for name in _OWN_COLUMNS},
        **_pause(person.pause),
    }


def _person(row: Row[Any]) -> Person:
    values = row._asdict()
    since, until = values.pop("paused_since"), values.pop("paused_until")
    profile = Profile(**{name: values.pop(name) for name in PROFILE_FIELDS})
    pause = None if since is None else Pause(since, until)
    return Person(profile=profile, pause=pause, **values)
