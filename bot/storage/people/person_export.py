"""All data of one person, by table: what they can download, and what must be deleted."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.storage.core.tables import METADATA, PEOPLE
from bot.storage.session.session_rows import expanded
from bot.storage.session.tables import WORKOUT_ITEMS, WORKOUTS

Rows = Sequence[Mapping[str, Any]]

LINES = "workout_exercises"
"""The name under which log lines are exported."""


async def export_of(connection: AsyncConnection, person_id: PersonId) -> dict[str, Rows]:
    """Every row that belongs to the person, by table; tables without personal data are left out.

    Log lines of sessions are exported as separate rows, and sessions with their items.
    """
    found: dict[str, Rows] = {}
    for table in METADATA.sorted_tables:
        mine = belongs_to(table, person_id)
        if mine is not None:
            order = select(table).where(mine).order_by(*table.primary_key.columns)
            rows = (await connection.execute(order)).mappings()
            found[table.name] = [dict(row) for row in rows]
    items = {row["id"]: row["item"] for row in found[WORKOUT_ITEMS.name]}
    sessions, lines = expanded(found[WORKOUTS.name], items)
    return found | {WORKOUTS.name: sessions, LINES: lines}


def belongs_to(table: Table, person_id: PersonId) -> ColumnElement[bool] | None:
    """The condition for a person's rows: directly, or through the row that they refer to."""
    if table is PEOPLE:
        return table.c.id == person_id
    if "person_id" in table.c:
        return table.c.person_id == person_id
    for key in table.foreign_keys:
        owner = key.column.table
        mine = belongs_to(owner, person_id)
        if mine is not None:
            return key.parent.in_(select(key.column).where(mine))
    return None
