"""Statements that need dialect-specific SQL: inserts with conflict handling, and upserts."""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert = postgresql.Insert | sqlite.Insert


def insert(connection: AsyncConnection, table: Table) -> "Insert":
    """A dialect-specific insert, which supports `ON CONFLICT`."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> "Insert":
    """The same, for a dialect given by name."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def upsert(connection: AsyncConnection, table: Table) -> "Insert":
    """Insert a whole row, or update every column but the primary key."""
    return _upsert(connection.dialect.name, table)


@cache
def _upsert(dialect: str, table: Table) -> "Insert":
    statement = insert_for(dialect, table)
    key = list(table.primary_key.columns)
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=rest)
