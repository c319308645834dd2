"""SQLite in its own thread, with one switch to that thread for each statement.

aiosqlite makes five (open, run, fetch, close, and one for the transaction), and each costs more
than most of Limber's statements.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

ROWS_AT_ONCE = 500
"""Rows fetched together with a statement; a longer result is fetched in parts as it is read."""


async def connect(file: Path) -> "Connection":
    """Connect to that file."""
    connection = Connection(lambda: sqlite3.connect(file))
    await connection
    return connection


class Connection(aiosqlite.Connection):
    """What SQLAlchemy needs from a connection, with few thread switches."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, ROWS_AT_ONCE)
        self._thread.daemon = True  # a killed process must not wait for it
        self._begin = ""
        self._unsure = False
        """Whether a caller was cancelled during a statement, so its result is not known."""

    def begin(self, statement: str) -> None:
        """Begin a transaction together with the next statement, in one thread switch."""
        self._begin = statement

    async def commit(self) -> None:
        """Commit, if any statement has run."""
        if self._is_busy():
            await super().commit()
            self._unsure = False

    async def rollback(self) -> None:
        """Roll back, if any statement has run."""
        if self._is_busy():
            await super().rollback()
            self._unsure = False

    def cursor(self) -> "Cursor":  # type: ignore[override]  # theirs is async
        """A cursor; creating it switches no thread."""
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Run `work` in the thread, inside the current transaction."""
        statement, self._begin = self._begin, ""
        self._unsure = True
        try:
            found = await self._execute(self._with, statement, work)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            raise  # the thread continues the statement
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
    """A statement and its rows; the first rows are fetched together with the statement."""

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
        """Run a statement once for each row of values."""
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
        """All remaining rows."""
        if self._cursor is not None:
            await self._connection.run(lambda _: self._fetch(None))
        rows, self._rows = list(self._rows), deque()
        return rows

    async def close(self) -> None:
        """Discard unread rows."""
        if self._cursor is not None:
            await self._connection.run(lambda _: self._end())

    def _run(self, cursor: sqlite3.Cursor) -> None:
        self._cursor, self._rows = cursor, deque()
        self.description = cursor.description
        self._fetch(ROWS_AT_ONCE)
        # Statements with RETURNING change rows as they are fetched, so the count is known only now.
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid

    def _fetch(self, count: int | None) -> None:
        """In the thread: fetch `count` rows, or all; close the cursor after the last row."""
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
