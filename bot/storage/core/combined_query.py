"""Combine several queries about the same people into one statement.

A round trip to the database costs more than most of the queries.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
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
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

Theirs = Callable[[ColumnElement[Any]], ColumnElement[bool]]
"""The condition that a column holds the id of one of the people in the query."""

Question = Callable[[Theirs], Select[Any]]

_PEOPLE = "people"


def of_server(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """PostgreSQL: one array parameter for any number of people, so the statement stays prepared."""
    return person == func.any(bindparam(_PEOPLE, type_=ARRAY(BigInteger)))


def of_file(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """SQLite: the same with a JSON list."""
    ids = func.json_each(bindparam(_PEOPLE, type_=JSON)).table_valued("value")
    return person.in_(select(ids.c.value))


class Combined:
    """Queries by name. Each row of the result fills the columns of its own query."""

    def __init__(self, **questions: Question) -> None:
        self._questions = questions
        self._statements = {
            "postgresql": self._statement(of_server),
            "sqlite": self._statement(of_file),
        }
        self._kinds = []
        end = 1
        for name, question in questions.items():
            names = [each.name for each in question(of_file).subquery().c]
            begin, end = end, end + len(names)
            self._kinds.append((name, begin, end, namedtuple(name, names)))

    async def ask(
        self, connection: AsyncConnection, people: Iterable[int], values: Mapping[str, Any]
    ) -> Mapping[str, Sequence[Any]]:
        """The rows of each query, unordered; `values` holds all other parameters."""
        found: dict[str, list[Any]] = {name: [] for name in self._questions}
        statement = self._statements[connection.dialect.name]
        for row in await connection.execute(statement, {_PEOPLE: list(people), **values}):
            name, begin, end, kind = self._kinds[row[0]]
            found[name].append(kind(*row[begin:end]))
        return found

    def _statement(self, theirs: Theirs) -> CompoundSelect[Any]:
        asked = [each(theirs).subquery() for each in self._questions.values()]
        rows = []
        for place, mine in enumerate(asked):
            columns: list[ColumnElement[Any]] = [literal_column(str(place)).label("question")]
            for other, each in enumerate(asked):
                for column in each.c:
                    value = column if each is mine else cast(null(), column.type)
                    columns.append(value.label(f"{column.name}_{other}"))
            rows.append(select(*columns).select_from(mine))
        return union_all(*rows)
