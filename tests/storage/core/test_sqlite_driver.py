"""SQLite in its thread: few thread switches, long results in parts, and nothing left open."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.storage.core import sqlite_driver
from bot.storage.core.database import Database
from bot.storage.core.sqlite_driver import ROWS_AT_ONCE, Connection

NUMBERS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"
)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    opened = await sqlite_driver.connect(tmp_path / "a.db")
    yield opened
    await opened.close()


def switches_of(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A growing list with an entry for each switch to the thread from now on."""
    switches: list[str] = []
    execute = connection._execute

    async def counted(work: Any, *arguments: Any) -> Any:
        switches.append(getattr(work, "__name__", "?"))
        return await execute(work, *arguments)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(connection, "_execute", counted)
    return switches


async def test_a_transaction_takes_one_switch_per_statement_and_one_to_commit(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    await connection.cursor().execute("CREATE TABLE a (b INTEGER)")
    switches = switches_of(connection, monkeypatch)
    connection.begin("BEGIN IMMEDIATE")
    await connection.cursor().executemany("INSERT INTO a VALUES (?)", [(1,), (2,)])
    cursor = await connection.cursor().execute("SELECT b FROM a")
    assert await cursor.fetchall() == [(1,), (2,)]
    await cursor.close()
    await connection.commit()
    assert len(switches) == 3


async def test_an_empty_transaction_takes_no_switch(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    switches = switches_of(connection, monkeypatch)
    for end in (connection.commit, connection.rollback):
        connection.begin("BEGIN IMMEDIATE")
        await end()
    assert switches == []
    assert not connection.in_transaction


async def test_a_long_result_is_fetched_in_parts(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 2 * ROWS_AT_ONCE + 3
    switches = switches_of(connection, monkeypatch)
    cursor = await connection.cursor().execute(NUMBERS, [count])
    found: list[int] = []
    while rows := await cursor.fetchmany(100):
        found.extend(row[0] for row in rows)
    assert found == list(range(1, count + 1))
    assert len(switches) == 3
    again = await connection.cursor().execute(NUMBERS, [count])
    assert await again.fetchone() == (1,)
    assert len(await again.fetchall()) == count - 1


async def test_an_unfinished_cursor_can_be_closed(connection: Connection) -> None:
    await connection.cursor().execute("CREATE TABLE a (b INTEGER)")
    rows = [(number,) for number in range(ROWS_AT_ONCE + 1)]
    await connection.cursor().executemany("INSERT INTO a VALUES (?)", rows)
    cursor = await connection.cursor().execute("SELECT b FROM a")
    await cursor.close()
    await connection.cursor().execute("DROP TABLE a")


async def test_a_cancelled_caller_leaves_no_transaction_open(connection: Connection) -> None:
    goes_on = threading.Event()
    connection.begin("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(connection.run(lambda _: goes_on.wait()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    ending = asyncio.create_task(connection.rollback())
    goes_on.set()
    await ending
    assert not connection.in_transaction


async def test_a_failed_statement_raises_and_rolls_back(database: Database) -> None:
    async with database.unit_of_work() as uow:
        with pytest.raises(Exception, match="nowhere"):
            await uow.connection.execute(text("INSERT INTO nowhere VALUES (1)"))
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == ()
