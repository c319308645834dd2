"""All that is kept about one person, table by table: what can be taken along, and must go."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import PersonId
from bot.storage.tables import METADATA, PEOPLE

Rows = Sequence[Mapping[str, Any]]


async def of(connection: AsyncConnection, person_id: PersonId) -> dict[str, Rows]:
    """Every row that belongs to the person, by table; tables that belong to nobody are left out."""
    found: dict[str, Rows] = {}
    for table in METADATA.sorted_tables:
        mine = belongs_to(table, person_id)
        if mine is not None:
            order = select(table).where(mine).order_by(*table.primary_key.columns)
            rows = (await connection.execute(order)).mappings()
            found[table.name] = [dict(row) for row in rows]
    return found


def belongs_to(table: Table, person_id: PersonId) -> ColumnElement[bool] | None:
    """The condition that picks a person's rows: directly, or through the row that they hang on."""
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
