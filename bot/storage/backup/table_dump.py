"""Dump every row of every table, as plain values that either kind of database can load.

Tables are reflected instead of taken from `bot.storage.core.tables`, so that a dump of an older
revision can be loaded first and migrated afterwards.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    MetaData,
    Table,
    event,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.core import schema
from bot.storage.core.columns import UtcDateTime

VERSIONS = "alembic_version"

_NUMBERS_SINCE = "0018"
"""The revision since which SQLite stores moments as numbers; older ones are texts."""

Plain = list[Any]
"""One row: texts, numbers, booleans, None, and the values of JSON columns."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns, its number of rows, and the last id that it generated."""

    name: str
    columns: tuple[str, ...]
    rows: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one open connection, parents first."""

    connection: AsyncConnection
    tables: tuple[Table, ...]

    @classmethod
    async def found(cls, connection: AsyncConnection) -> "Tables":
        """The tables that exist now."""
        return cls(connection, await connection.run_sync(_reflect))

    async def shapes(self) -> tuple[Shape, ...]:
        """Each table with its number of rows."""
        return tuple([await self._shape(table) for table in self.tables])

    async def rows(self, name: str) -> AsyncIterator[Plain]:
        """Every row of a table, in the order of its primary key."""
        table = self._named(name)
        query = select(table).order_by(*table.primary_key.columns)
        async with self.connection.stream(query.execution_options(yield_per=500)) as found:
            async for row in found:
                yield [_plain(value) for value in row]

    async def add(self, shape: Shape, rows: Iterable[Plain]) -> None:
        """Insert rows into a table. Raises `ValueError` if the table or values do not fit."""
        table = self._named(shape.name)
        if not set(shape.columns) <= set(table.columns.keys()):
            raise ValueError(f"the table {shape.name} has other columns")
        values = [dict(_values(table, shape.columns, row)) for row in rows]
        if values:
            await self.connection.execute(insert(table), values)

    async def go_on_from(self, shape: Shape) -> None:
        """Continue generating ids after the last one, so that no id is reused."""
        if shape.last is None:
            return
        if self._is_sqlite:
            # This is SQLite's internal table; it has no primary key, so an upsert is impossible.
            for statement in (
                "DELETE FROM sqlite_sequence WHERE name = :name",
                "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)",
            ):
                await self.connection.execute(
                    text(statement), {"name": shape.name, "last": shape.last}
                )
            return
        sequence = func.pg_get_serial_sequence(shape.name, "id")
        await self.connection.execute(select(func.setval(sequence, max(shape.last, 1))))

    @property
    def _is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    def _named(self, name: str) -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        raise ValueError(f"there is no table {name}")

    async def _shape(self, table: Table) -> Shape:
        count = await self.connection.scalar(select(func.count()).select_from(table))
        last = await self._last(table)
        return Shape(table.name, tuple(table.columns.keys()), int(count or 0), last)

    async def _last(self, table: Table) -> int | None:
        if self._is_sqlite:
            query = "SELECT seq FROM sqlite_sequence WHERE name = :name"
            known = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"
            if await self.connection.scalar(text(known)) is None:
                return None
        else:
            query = (
                "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() "
                "AND sequencename = :name || '_id_seq'"
            )
        last: int | None = await self.connection.scalar(text(query), {"name": table.name})
        return last


def _reflect(connection: Connection) -> tuple[Table, ...]:
    metadata = MetaData()
    are_numbers = (schema.revision(connection) or "") >= _NUMBERS_SINCE

    @event.listens_for(metadata, "column_reflect")
    def plainly(inspector: Any, table: Any, column: dict[str, Any]) -> None:  # noqa: ARG001
        if isinstance(column["type"], JSON):
            column["type"] = JSON(none_as_null=True)
        elif are_numbers and isinstance(column["type"], DateTime):
            column["type"] = UtcDateTime()

    metadata.reflect(connection)
    return tuple(each for each in metadata.sorted_tables if each.name != VERSIONS)


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case _:
            return value


def _values(table: Table, columns: tuple[str, ...], row: Plain) -> Iterator[tuple[str, Any]]:
    for name, value in zip(columns, row, strict=True):
        kind = table.columns[name].type
        if value is None:
            yield name, None
        elif isinstance(kind, DateTime | UtcDateTime):
            yield name, datetime.fromisoformat(value).astimezone(UTC)
        elif isinstance(kind, Date):
            yield name, date.fromisoformat(value)
        else:
            yield name, value
