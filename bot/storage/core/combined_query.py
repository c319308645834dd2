"""Combine several queries about the same people into one statement.

A round trip to the database costs more than most of the queries.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

PersonFilter = Callable[[ColumnElement[Any]], ColumnElement[bool]]
"""The condition that a column holds the id of one of the people in the query."""

QueryBuilder = Callable[[PersonFilter], Select[Any]]

_PEOPLE = "people"


def postgresql_filter(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """PostgreSQL: one array parameter for any number of people, so the statement stays prepared."""
    return person == func.any(bindparam(_PEOPLE, type_=ARRAY(BigInteger)))


def sqlite_filter(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """SQLite: the same with a JSON list."""
    ids = func.json_each(bindparam(_PEOPLE, type_=JSON)).table_valued("value")
    return person.in_(select(ids.c.value))


class CombinedQuery:
    """Queries by name. Each row of the result fills the columns of its own query.

    The statement is built at its first use, because that would delay the start.
    """

    def __init__(self, **queries: QueryBuilder) -> None:
        self._queries = queries
        self._statements: dict[str, CompoundSelect[Any]] = {}

    @cached_property
    def _kinds(self) -> list[tuple[str, int, int, type[tuple[Any, ...]]]]:
        kinds, end = [], 1
        for name, query in self._queries.items():
            names = [each.name for each in query(sqlite_filter).subquery().c]
            begin, end = end, end + len(names)
            kinds.append((name, begin, end, namedtuple(name, names)))
        return kinds

    async def fetch(
        self, connection: AsyncConnection, people: Iterable[int], values: Mapping[str, Any]
    ) -> Mapping[str, Sequence[Any]]:
        """The rows of each query, unordered; `values` holds all other parameters."""
        found: dict[str, list[Any]] = {name: [] for name in self._queries}
        statement = self._statement(connection.dialect.name)
        for row in await connection.execute(statement, {_PEOPLE: list(people), **values}):
            name, begin, end, kind = self._kinds[row[0]]
            found[name].append(kind(*row[begin:end]))
        return found

    def _statement(self, dialect: str) -> CompoundSelect[Any]:
        if dialect not in self._statements:
            belongs = postgresql_filter if dialect == "postgresql" else sqlite_filter
            self._statements[dialect] = self._build(belongs)
        return self._statements[dialect]

    def _build(self, belongs: PersonFilter) -> CompoundSelect[Any]:
        subqueries = [each(belongs).subquery() for each in self._queries.values()]
        rows = []
        for place, mine in enumerate(subqueries):
            columns: list[ColumnElement[Any]] = [literal_column(str(place)).label("query")]
            for other, each in enumerate(subqueries):
                for column in each.c:
                    value = column if each is mine else cast(null(), column.type)
                    columns.append(value.label(f"{column.name}_{other}"))
            rows.append(select(*columns).select_from(mine))
        return union_all(*rows)
