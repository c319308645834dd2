"""Read-only units of work that run beside writers."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.storage.core.database import Database
from bot.storage.core.engine import READERS
from tests.storage.builders import ADA, BEN, a_person, keep

TIMEOUT = 20
"""Seconds after which a wait counts as a deadlock."""


async def test_a_long_read_blocks_nobody(database: Database) -> None:
    await keep(database, a_person())
    async with asyncio.timeout(TIMEOUT), database.reading() as uow:
        assert await uow.people.ids() == (ADA,)
        await keep(database, a_person(BEN))
        async with database.reading() as later:
            assert await later.people.ids() == (ADA, BEN), "a new reader sees what was committed"


async def test_a_long_write_does_not_block_readers(database: Database) -> None:
    await keep(database, a_person())
    async with asyncio.timeout(TIMEOUT), database.unit_of_work() as uow:
        await uow.people.add(a_person(BEN))
        async with database.reading() as reading:
            assert await reading.people.ids() == (ADA,), "readers do not see uncommitted changes"


async def test_more_readers_than_connections_take_turns(database: Database) -> None:
    await keep(database, a_person())
    inside, most = 0, 0

    async def read() -> None:
        nonlocal inside, most
        async with database.reading() as uow:
            inside += 1
            most = max(most, inside)
            assert await uow.people.ids() == (ADA,)
            inside -= 1

    async with asyncio.timeout(TIMEOUT):
        await asyncio.gather(*(read() for _ in range(4 * READERS)))
    assert most > 1


async def test_a_reader_cannot_write(tmp_path: object) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/limber.db")
    async with database.reading() as uow:
        with pytest.raises(OperationalError, match="readonly"):
            await uow.connection.execute(text("DELETE FROM people"))
    await database.close()
