"""SQLite without a thread: a simulation has no other work while a statement runs.

Switching to a thread and back costs more than most statements.
"""

import dataclasses
import sqlite3
from typing import Any, Self

from sqlalchemy import URL, AsyncAdaptedQueuePool, Pool, event
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.core import engine
from bot.storage.core.database_url import Address


class Immediate:
    """An object of Python's driver whose methods can be awaited; they run at once."""

    def __init__(self, original: Any) -> None:
        self._original = original

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._original, name)

        async def run(*arguments: Any) -> Any:
            return found(*arguments)

        return run if callable(found) else found


class Connection(Immediate):
    """A connection as SQLAlchemy expects it of an asynchronous driver."""

    def cursor(self) -> "Cursor":
        """A new cursor."""
        return Cursor(self._original.cursor())


class Cursor(Immediate):
    """A cursor as SQLAlchemy expects it of an asynchronous driver."""

    async def __aenter__(self) -> Self:
        return self


class Dialect(SQLiteDialect_pysqlite):
    """SQLite for an asynchronous engine, in the calling thread."""

    supports_statement_cache = True
    is_async = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - the signature is SQLAlchemy's
        """A pool whose waiters are coroutines."""
        return AsyncAdaptedQueuePool

    def connect(self, *place: Any, **options: Any) -> Any:
        """Connect to a file."""
        connection: Any = Connection(sqlite3.connect(*place, **options))
        return AsyncAdapt_dbapi_connection(self.dbapi, connection)

    def on_connect(self) -> None:  # type: ignore[override]  # other dialects return None, too
        """Add no functions to a connection: no statement uses them."""


registry.register("sqlite.threadless", __name__, Dialect.__name__)


def create(address: Address) -> AsyncEngine:
    """An engine for a SQLite file that does not wait for the disk.

    In a simulation processes crash, but the machine never does.
    """
    url = address.url.set(drivername="sqlite+threadless")
    created = engine.create(dataclasses.replace(address, url=url))

    @event.listens_for(created.sync_engine, "connect")
    def skip_disk_sync(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    return created
