"""Count database statements and transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Counts:
    """The counts so far."""

    statements: int = 0
    transactions: int = 0


@contextmanager
def counted() -> Iterator[Counts]:
    """Count the statements and transactions of every engine while the block runs."""
    asked = Counts()

    def statement(_: Any, __: Any, sql: str, *___: Any) -> None:
        asked.statements += not sql.startswith("BEGIN")  # counted as a transaction

    def transaction(_: Any) -> None:
        asked.transactions += 1

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "begin", transaction)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "begin", transaction)
