"""The database: opened once at the start, tables brought up to date, and handed down."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import addresses, engine, failures, schema
from bot.storage.addresses import Address
from bot.storage.errors import StorageUnavailable
from bot.storage.leading import Leadership
from bot.storage.unit_of_work import UnitOfWork


class Database:
    """An open database. SQLite is for one process, PostgreSQL for as many as you like."""

    def __init__(self, engine: AsyncEngine, address: Address) -> None:
        self._engine = engine
        self._address = address

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open `sqlite:///path` or `postgresql://…` and bring its tables up to date.

        Raises `StorageUnavailable`, whose message may be shown, when the database cannot be used.
        """
        address = addresses.read(url)
        try:
            if address.file is not None:
                _prepare(address.file)
            await _migrate(address)
        except failures.Errors as error:
            raise StorageUnavailable(failures.sentence(address, error)) from error
        return cls(engine.create(address), address)

    def unit_of_work(self) -> UnitOfWork:
        """A new unit of work, to be used with `async with`."""
        return UnitOfWork(self._engine)

    def leadership(self, bot_id: int) -> Leadership:
        """Who of those that share this database sends for a bot."""
        return Leadership(engine.create_for_lock(self._address), bot_id)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def _prepare(file: Path) -> None:
    """Make the file, for its owner only: it will hold health data. Raises what is wrong with it.

    Looking first, without the asynchronous driver: when that fails to connect it leaves a thread
    behind, which may still speak up when the event loop has closed.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    # SQLite itself opens a read-only file without a word, and fails at the first answer.
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            raise PermissionError(path)
    with closing(sqlite3.connect(file)) as probe:
        probe.execute("PRAGMA schema_version")


async def _migrate(address: Address) -> None:
    migrator = engine.create(address, foreign_keys=False)
    try:
        async with migrator.begin() as connection:
            await connection.run_sync(schema.upgrade, address.name)
    finally:
        await migrator.dispose()
