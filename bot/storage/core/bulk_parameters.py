"""Pass many rows to a statement as one table, so that its text does not depend on their number.

One statement per row, or a different text for each number of rows, costs several times as much.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    Dialect,
    FromClause,
    Text,
    TypeDecorator,
    bindparam,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy.types import TypeEngine

Row = Sequence[Any]
Process = Callable[[Any], Any]


class BulkParameters:
    """A table of rows passed as parameters; it has the names and types of the given columns."""

    def __init__(self, *columns: Column[Any], name: str = "listed") -> None:
        self._columns = columns
        self._name = name

    def table(self, dialect: str) -> FromClause:
        """The table expression for the dialect of that name."""
        make = _of_arrays if dialect == "postgresql" else _of_json
        return make(self._name, self._columns)

    def values(self, dialect: Dialect, rows: Iterable[Row]) -> dict[str, Any]:
        """The parameters for the rows; each row has its values in the order of the columns."""
        lists = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in self._columns]
        is_server = dialect.name == "postgresql"
        for place, each in enumerate(self._columns):
            process = _own(each.type, dialect) if is_server else _whole(each.type, dialect)
            if process is not None:
                known = cache(process)  # rows of a batch share timestamps and dates
                lists[place] = [known(value) for value in lists[place]]
        if not is_server:
            return {self._name: json.dumps(list(zip(*lists, strict=True)))}
        return {
            f"{self._name}_{each.name}": lists[place] for place, each in enumerate(self._columns)
        }


def _own(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    """Limber's own conversion for the column type; the driver does the rest."""
    if not isinstance(kind, TypeDecorator):
        return None
    return lambda value: kind.process_bind_param(value, dialect)


def _whole(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    """The full conversion from a value to what SQLite stores."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _of_arrays(name: str, columns: Sequence[Column[Any]]) -> FromClause:
    """PostgreSQL: an array for each column."""
    lists = [bindparam(f"{name}_{each.name}", type_=ARRAY(_plain(each.type))) for each in columns]
    names = [column(each.name, each.type) for each in columns]
    return func.unnest(*lists).table_valued(*names, name=name).render_derived(name=name)


def _of_json(name: str, columns: Sequence[Column[Any]]) -> FromClause:
    """SQLite: one JSON text, a list of lists."""
    rows = func.json_each(bindparam(name, type_=Text)).table_valued("value", name="each_row")
    values = [
        literal_column(f"json_extract(each_row.value, '$[{place}]')", each.type).label(each.name)
        for place, each in enumerate(columns)
    ]
    return select(*values).select_from(rows).subquery(name)
