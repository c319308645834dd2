"""How many schedules a second are advanced and claimed."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import perf_counter

from sqlalchemy import update

from bot.app import freeze_loaded_objects
from bot.services.reminders.delivery_rate import BATCH
from bot.services.reminders.reminder_delivery import LEASE
from bot.storage.core.database import Database
from bot.storage.core.tables import SCHEDULES
from tests.bench.delivery import minutes_ago
from tests.bench.population import add_people

CLAIMERS = 3
"""Concurrent claimers, as several processes would be; on SQLite they take turns."""


async def claims(url: str, schedules: int, claimed: int) -> float:
    """Schedules advanced and claimed a second, with so many in the table.

    A tenth is claimed before, so that connections are open and statements prepared as in a bot that
    has run for a minute. Loaded objects are exempt from garbage collection, as in `limber run`.
    """
    database = await Database.open(url)
    await add_people(database, schedules, minutes_ago(0) + timedelta(days=1))
    await _claim_all(database, range(1, claimed // 10 + 1))
    await tidy(database)
    freeze_loaded_objects()
    took = await _claim_all(database, range(claimed // 10 + 1, claimed // 10 + claimed + 1))
    await database.close()
    return claimed / took


async def _claim_all(database: Database, people: range) -> float:
    """Make them due and claim them: how many seconds the claims took."""
    now = datetime.now(UTC)
    await _make_due(database, people, now)
    began = perf_counter()
    counts = await asyncio.gather(*(_claim(database, now) for _ in range(CLAIMERS)))
    took = perf_counter() - began
    if sum(counts) != len(people):
        raise AssertionError(f"{sum(counts)} of {len(people)} were claimed")
    return took


async def _claim(database: Database, now: datetime) -> int:
    count = 0
    while True:
        async with database.unit_of_work() as uow:
            found = await uow.schedules.claim_due(now, BATCH, LEASE)
            await uow.commit()
        if not found.count:
            return count
        count += len(found.claimed)


async def tidy(database: Database) -> None:
    """Vacuum and analyze the new rows, as a server that has run for a while has done."""
    async with database.unit_of_work() as uow:
        is_server = uow.connection.dialect.name == "postgresql"
        await uow.commit()
        if is_server:
            await uow.connection.execution_options(isolation_level="AUTOCOMMIT")
            await uow.connection.exec_driver_sql("VACUUM ANALYZE")
            await uow.connection.exec_driver_sql("CHECKPOINT")


async def _make_due(database: Database, people: range, now: datetime) -> None:
    """Make their reminders due now."""
    async with database.unit_of_work() as uow:
        await uow.connection.execute(
            update(SCHEDULES)
            .where(SCHEDULES.c.person_id.between(people.start, people.stop - 1))
            .values(next_due_at=now - timedelta(seconds=1), next_date=now.date())
        )
        await uow.commit()
