"""Of several processes, one leads and sends."""

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.storage.core.database import Database

BOT, OTHER = 1234567890, 42


async def test_one_process_leads_until_it_resigns_then_another(
    database_url: str,
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    copies = [await Database.open(database_url) for _ in range(2)]
    first, second = (copy.leadership(BOT) for copy in copies)
    other = copies[1].leadership(OTHER)
    assert await first.holds()
    assert await first.holds()
    assert not await second.holds()
    assert await other.holds(), "different bots have different locks"
    await first.resign()
    assert await second.holds()
    for each in (second, other):
        await each.resign()
    for copy in copies:
        await copy.close()


async def test_losing_the_database_ends_leadership(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    database = await Database.open(database_url)
    first, second = database.leadership(BOT), database.leadership(BOT)
    assert await first.holds()
    killer = await asyncpg.connect(database_url)
    await killer.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    )
    await killer.close()
    assert await second.holds()
    assert not await first.holds()
    assert not await first.holds()
    await second.resign()
    assert await first.holds()
    await first.resign()
    await database.close()


async def test_on_sqlite_the_one_process_leads(tmp_path: object) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/limber.db")
    leadership = database.leadership(BOT)
    assert await leadership.holds()
    await leadership.resign()
    await database.close()
