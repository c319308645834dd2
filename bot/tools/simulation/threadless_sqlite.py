"""SQLite without a thread: a simulation has no other work while a statement runs.

Switching to a thread and back costs more than most statements.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from bot.storage.core import sqlite_driver


class _NoQueue:
    """Replaces the queue of the thread: SQLAlchemy puts work there itself."""

    def put_nowait(self, work: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        """Run it at once."""
        future, function = work
        future.set_result(function())


class ThreadlessConnection(sqlite_driver.Connection):
    """A connection that runs statements in the calling thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector)
        self._tx: Any = _NoQueue()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def _connect(self) -> "ThreadlessConnection":
        self._connection = self._connector()
        return self

    def __await__(self) -> Generator[Any, None, "ThreadlessConnection"]:
        return self._connect().__await__()

    async def close(self) -> None:
        """Close it; closing twice is allowed."""
        self.stop()

    def stop(self) -> None:
        """Close it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


async def connect(file: Path) -> ThreadlessConnection:
    """A connection to that file."""
    return await ThreadlessConnection(lambda: sqlite3.connect(file))


def skip_disk_sync(connection: Any, _: object) -> None:
    """Do not wait for the disk: in a simulation processes crash, but the machine never does."""
    connection.execute("PRAGMA synchronous = OFF")
