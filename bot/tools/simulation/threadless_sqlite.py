"""SQLite without a thread: in a simulation nobody has other work while a statement runs.

A trip to the thread and back costs more than most statements.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from bot.storage.core import sqlite_driver


class _NoQueue:
    """Stands where work is put for the thread: SQLAlchemy puts some there itself."""

    def put_nowait(self, work: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        """Do it now."""
        future, function = work
        future.set_result(function())


class Inline(sqlite_driver.Connection):
    """A connection that does its work where it is asked for it."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector)
        self._tx: Any = _NoQueue()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def _connect(self) -> "Inline":
        self._connection = self._connector()
        return self

    def __await__(self) -> Generator[Any, None, "Inline"]:
        return self._connect().__await__()

    async def close(self) -> None:
        """Close it; a second time does nothing."""
        self.stop()

    def stop(self) -> None:
        """Close it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


async def connect(file: Path) -> Inline:
    """A connection to that file."""
    return await Inline(lambda: sqlite3.connect(file))


def hurry(connection: Any, _: object) -> None:
    """Wait for no disk: in a simulation processes die, the machine never does."""
    connection.execute("PRAGMA synchronous = OFF")
