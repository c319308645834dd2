"""The items of sessions: each exercise with its dose, stored once per person.

A year of sessions has a few dozen of them. They are shared by the sessions of one person only, so
that forgetting a person deletes all of them.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Set
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.item_json import from_plain, to_plain
from bot.domain.routines.routine import Item
from bot.storage.core.dialect_sql import insert
from bot.storage.session.tables import WORKOUT_ITEMS

Ids = Mapping[Item, int]
Items = Mapping[int, Item]

_C = WORKOUT_ITEMS.c
_OF = _C.person_id == bindparam("person")
_KNOWN = select(_C.id, _C.digest, _C.done).where(
    _OF, _C.digest.in_(bindparam("digests", expanding=True))
)
_DONE = update(WORKOUT_ITEMS).where(_C.id.in_(bindparam("ids", expanding=True))).values(done=True)
_LOAD = select(_C.id, _C.item).where(_C.id.in_(bindparam("ids", expanding=True)))
_DONE_OF = select(_C.exercise).where(
    _OF, _C.done, _C.exercise.in_(bindparam("exercises", expanding=True))
)
_ALIKE = select(_C.id).where(_OF, _C.exercise == bindparam("exercise"))


async def ids_of(
    connection: AsyncConnection, person: PersonId, items: Collection[Item], done: Set[Item]
) -> Ids:
    """The ids of these items of a person; saves new ones, and marks those of `done` as done.

    Takes one statement, and one more if something is new.
    """
    if not items:
        return {}
    named = {digest(item): item for item in items}
    rows = await _known(connection, person, named)
    missing = named.keys() - {row.digest for row in rows}
    if missing:
        fresh = [_row(person, each, named[each], named[each] in done) for each in sorted(missing)]
        added = insert(connection, WORKOUT_ITEMS).values(fresh).on_conflict_do_nothing()
        given = await connection.execute(added.returning(_C.id, _C.digest, _C.done))
        rows += given.all()
        if len(rows) < len(named):  # another session of the same person saved some first
            rows = await _known(connection, person, named)
    first_time = [row.id for row in rows if not row.done and named[row.digest] in done]
    if first_time:
        await connection.execute(_DONE, {"ids": first_time})
    return {named[row.digest]: row.id for row in rows}


async def load(connection: AsyncConnection, ids: Iterable[int]) -> Items:
    """The items with these ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = await connection.execute(_LOAD, {"ids": wanted})
    return {row.id: from_plain(row.item) for row in rows}


async def alike(connection: AsyncConnection, person: PersonId, exercise: ExerciseId) -> Set[int]:
    """The ids of a person's items of that exercise, in any dose."""
    asked = {"person": person, "exercise": exercise}
    return frozenset(await connection.scalars(_ALIKE, asked))


async def done_of(
    connection: AsyncConnection, person: PersonId, exercises: Collection[ExerciseId]
) -> Set[ExerciseId]:
    """Those of the exercises that the person has ever done."""
    asked = {"person": person, "exercises": sorted(exercises)}
    return frozenset(map(ExerciseId, await connection.scalars(_DONE_OF, asked)))


def digest(item: Item) -> str:
    """A digest of exercise and dose: 128 bits of SHA-256 as 32 hexadecimal digits."""
    plain = json.dumps(to_plain(item), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


async def _known(
    connection: AsyncConnection, person: PersonId, named: Mapping[str, Item]
) -> list[Any]:
    asked = {"person": person, "digests": sorted(named)}
    return list(await connection.execute(_KNOWN, asked))


def _row(person: PersonId, name: str, item: Item, done: bool) -> dict[str, Any]:  # noqa: FBT001 - a column
    return {
        "person_id": person,
        "digest": name,
        "exercise": item.exercise,
        "item": to_plain(item),
        "done": done,
    }
