"""Many rows as one table of a statement: its text stays the same however many there are.

A statement for each row, or a longer text for each count of rows, costs several times as much.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    FromClause,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

Row = Sequence[Any]

NAME = "listed"
_ROWS = "rows"


class Listed:
    """A table of rows that come along with a statement; its columns are like those given."""

    def __init__(self, *columns: Column[Any]) -> None:
        self._columns = columns

    def table(self, dialect: str) -> FromClause:
        """The table, as a statement for the dialect of that name has it."""
        make = _of_arrays if dialect == "postgresql" else _of_json
        return make(self._columns)

    def values(self, dialect: Dialect, rows: Iterable[Row]) -> dict[str, Any]:
        """The parameters that bring the rows, each in the order of the columns."""
        if dialect.name == "postgresql":
            lists = list(zip(*rows, strict=True)) or [()] * len(self._columns)
            return {f"all_{each.name}": lists[place] for place, each in enumerate(self._columns)}
        found = [list(row) for row in rows]
        for place, each in enumerate(self._columns):
            process = each.type.dialect_impl(dialect).bind_processor(dialect)
            if process is not None:
                known = cache(process)  # rows of a batch share moments and dates
                for row in found:
                    row[place] = known(row[place])
        return {_ROWS: json.dumps(found)}


def _of_arrays(columns: Sequence[Column[Any]]) -> FromClause:
    """PostgreSQL: an array for each column."""
    lists = [bindparam(f"all_{each.name}", type_=ARRAY(each.type)) for each in columns]
    names = [column(each.name, each.type) for each in columns]
    return func.unnest(*lists).table_valued(*names, name=NAME).render_derived(name=NAME)


def _of_json(columns: Sequence[Column[Any]]) -> FromClause:
    """SQLite: one text, a list of lists."""
    rows = func.json_each(bindparam(_ROWS, type_=Text)).table_valued("value", name="each_row")
    values = [
        literal_column(f"json_extract(each_row.value, '$[{place}]')", each.type).label(each.name)
        for place, each in enumerate(columns)
    ]
    return select(*values).select_from(rows).subquery(NAME)
