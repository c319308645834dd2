"""SQLite in a thread of its own, with one trip there for each statement.

The driver makes five (open, run, fetch, close, and one for the transaction), and a trip costs more
than most of our statements.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

ROWS_AT_ONCE = 500
"""Rows that come along with a statement; those of a longer answer are fetched as they are read."""


async def connect(file: Path) -> "Connection":
    """A connection to that file."""
    connection = Connection(lambda: sqlite3.connect(file))
    await connection
    return connection


class Connection(aiosqlite.Connection):
    """What SQLAlchemy needs of a connection, on few trips."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, ROWS_AT_ONCE)
        self._thread.daemon = True  # a process that is stopped hard must not wait for it
        self._begin = ""
        self._unsure = False
        """Whether somebody stopped waiting for a trip: where it has come to is not known."""

    def begin(self, statement: str) -> None:
        """Begin a transaction with the next statement, on the same trip."""
        self._begin = statement

    async def commit(self) -> None:
        """Keep what was written, if anything was asked at all."""
        if self._is_busy():
            await super().commit()
            self._unsure = False

    async def rollback(self) -> None:
        """Drop what was written, if anything was asked at all."""
        if self._is_busy():
            await super().rollback()
            self._unsure = False

    def cursor(self) -> "Cursor":  # type: ignore[override]  # theirs is on a trip already
        """Where a statement runs and its rows are read; costs nothing."""
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something in the thread, in the transaction that was begun."""
        statement, self._begin = self._begin, ""
        self._unsure = True
        try:
            found = await self._execute(self._with, statement, work)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            raise  # the thread goes on with it
        except BaseException:
            self._unsure = False
            raise
        self._unsure = False
        return found

    def _with(self, statement: str, work: Callable[[sqlite3.Connection], Any]) -> Any:
        if statement:
            self._conn.execute(statement)
        return work(self._conn)

    def _is_busy(self) -> bool:
        self._begin = ""
        raw = self._connection
        return raw is not None and (self._unsure or raw.in_transaction)


class Cursor:
    """A statement and its rows; the first of them come along with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Iterable[Any] = ()) -> Self:
        """Run a statement."""
        await self._connection.run(lambda raw: self._run(raw.execute(statement, tuple(values))))
        return self

    async def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Self:
        """Run it once for each row of values."""
        await self._connection.run(lambda raw: self._run(raw.executemany(statement, rows)))
        return self

    async def fetchone(self) -> Any:
        """The next row, or None."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        wanted = size or self.arraysize
        if len(self._rows) < wanted and self._cursor is not None:
            await self._connection.run(lambda _: self._fetch(max(wanted, ROWS_AT_ONCE)))
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        if self._cursor is not None:
            await self._connection.run(lambda _: self._fetch(None))
        rows, self._rows = list(self._rows), deque()
        return rows

    async def close(self) -> None:
        """Forget what was not read."""
        if self._cursor is not None:
            await self._connection.run(lambda _: self._end())

    def _run(self, cursor: sqlite3.Cursor) -> None:
        self._cursor, self._rows = cursor, deque()
        self.description = cursor.description
        self._fetch(ROWS_AT_ONCE)
        # Rows that a statement gives back are changed as they are read, so this is known only now.
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid

    def _fetch(self, count: int | None) -> None:
        """In the thread: read so many rows, or all; at the end of them the cursor is closed."""
        if self._cursor is None:
            return
        rows = self._cursor.fetchall() if count is None else self._cursor.fetchmany(count)
        self._rows.extend(rows)
        if count is None or len(rows) < count:
            self._end()

    def _end(self) -> None:
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            cursor.close()
