"""The database: opened once at the start, with its tables upgraded, and then passed on."""

from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.core import database_url, driver_errors, engine, inspection, schema, sqlite_file
from bot.storage.core.database_url import Address
from bot.storage.core.errors import StorageUnavailable
from bot.storage.core.file_presence import FilePresence
from bot.storage.core.leader_lock import Leadership
from bot.storage.core.unit_of_work import UnitOfWork


class Database:
    """An open database. SQLite serves one process, PostgreSQL any number of them."""

    def __init__(self, opened: AsyncEngine, address: Address) -> None:
        self._engine = opened
        self._address = address
        self._readers = engine.create_readers(address)
        self.presence = FilePresence(address.file)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open `sqlite:///path` or `postgresql://…` and upgrade its tables.

        Raises `StorageUnavailable`, whose message holds no secret, if it cannot be used.
        """
        address = database_url.read(url)
        try:
            if address.file is not None:
                sqlite_file.prepare(address.file)
            await _migrate(address)
        except driver_errors.errors() as error:
            raise StorageUnavailable(driver_errors.sentence(address, error)) from error
        return cls(engine.create(address), address)

    @classmethod
    async def existing(cls, url: str, *, snapshot: bool = False) -> Self:
        """Open a database that is up to date, without changing it.

        With `snapshot` it is read-only and blocks nobody. Raises `StorageUnavailable` as `open`
        does, and also if the database does not exist yet.
        """
        address = await inspection.expect_current(url)
        return cls(engine.create(address, snapshot=snapshot), address)

    def unit_of_work(self) -> UnitOfWork:
        """A new unit of work, to be used with `async with`."""
        return UnitOfWork(self._engine)

    def reading(self) -> UnitOfWork:
        """A new unit of work for a read-only use case.

        On SQLite it does not wait for writers, and writers do not wait for it.
        """
        return UnitOfWork(self._readers or self._engine)

    def leadership(self, bot_id: int) -> Leadership:
        """Decides which of the processes that share this database sends for a bot."""
        return Leadership(engine.create_for_lock(self._address), bot_id)

    async def close(self) -> None:
        """Close every connection."""
        if self._readers is not None:
            await self._readers.dispose()
        await self._engine.dispose()


async def _migrate(address: Address) -> None:
    migrator = engine.create(address, foreign_keys=False)
    try:
        async with migrator.begin() as connection:
            await connection.run_sync(schema.upgrade, address.name)
    finally:
        await migrator.dispose()
