"""A unit of work is committed completely or not at all."""

import asyncio
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.people.person import Person
from bot.storage.core import database_url, engine
from bot.storage.core.database import Database
from bot.storage.core.errors import DatabaseFailed
from tests.storage.builders import ADA, a_person, keep

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    "SELECT count(*) FROM n"
)


async def _stored(database: Database) -> Person | None:
    async with database.unit_of_work() as uow:
        return await uow.people.get(ADA)


async def test_nothing_is_saved_without_a_commit(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person())
        assert await uow.people.get(ADA) is not None
    assert await _stored(database) is None


async def test_nothing_is_saved_after_an_error(database: Database) -> None:
    async def fail() -> None:
        async with database.unit_of_work() as uow:
            await uow.people.add(a_person())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await _stored(database) is None


async def test_a_statement_that_fails_leaves_the_unit_as_an_error_of_ours(
    database: Database,
) -> None:
    async def fail() -> None:
        async with database.unit_of_work() as uow:
            await uow.people.add(a_person())
            await uow.connection.execute(text("SELECT nothing"))

    with pytest.raises(DatabaseFailed) as caught:
        await fail()
    assert isinstance(caught.value.__cause__, DBAPIError)
    assert str(caught.value) == type(caught.value.__cause__).__name__
    assert await _stored(database) is None


@pytest.mark.parametrize("url", ["sqlite:////nowhere/limber.db", "postgresql://127.0.0.1:1/limber"])
async def test_a_database_that_is_away_fails_with_an_error_of_ours(url: str) -> None:
    address = database_url.read(url)
    database = Database(engine.create(address), address)
    with pytest.raises(DatabaseFailed):
        await _stored(database)
    await database.close()
    for thread in threading.enumerate():
        if "_connection_worker" in thread.name:  # aiosqlite's, which calls back at its end
            await asyncio.to_thread(thread.join)


async def test_only_changes_before_the_commit_are_saved(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person())
        await uow.commit()
        await uow.people.change(ADA, first_name="Bea")
    assert await _stored(database) == a_person()


async def test_two_that_read_and_then_write_take_turns(database_url: str) -> None:
    copies = [await Database.open(database_url) for _ in range(2)]
    await keep(copies[0], a_person(first_name=""))

    async def add(copy: Database, number: int) -> None:
        async with copy.unit_of_work() as uow:
            assert await uow.people.get(ADA) is not None
            await uow.people.change(ADA, first_name=str(number))
            await uow.commit()

    # All concurrently on two connections each: none is refused, and none waits forever.
    async with asyncio.timeout(30):
        await asyncio.gather(*(add(copies[each % 2], each) for each in range(40)))
    assert await _stored(copies[0]) is not None
    for copy in copies:
        await copy.close()


async def test_a_cancelled_unit_saves_nothing_and_blocks_nobody(database: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.unit_of_work() as uow:
            await uow.people.add(a_person())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _stored(database) is None
    await keep(database, a_person())


async def test_a_unit_cancelled_during_a_statement_saves_nothing_and_blocks_nobody(
    database: Database,
) -> None:
    runs = asyncio.Event()

    async def work() -> None:
        async with database.unit_of_work() as uow:
            await uow.people.add(a_person())
            runs.set()
            await uow.connection.execute(text(LONG))

    task = asyncio.create_task(work())
    await runs.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _stored(database) is None
    await keep(database, a_person())


async def test_after_a_failed_statement_the_next_unit_works(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person())
        with pytest.raises(DBAPIError, match="nowhere"):
            await uow.connection.execute(text("INSERT INTO nowhere VALUES (1)"))
    assert await _stored(database) is None
