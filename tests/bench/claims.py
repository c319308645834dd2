"""How many schedules a second are advanced and claimed."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import perf_counter

from sqlalchemy import update

from bot.services.reminders.delivery_rate import BATCH
from bot.services.reminders.reminder_delivery import LEASE
from bot.storage.core.database import Database
from bot.storage.core.tables import SCHEDULES
from tests.bench.delivery import minutes_ago
from tests.bench.population import add_people

CLAIMERS = 3
"""Concurrent claimers, as several processes would be; on SQLite they take turns."""


async def claims(url: str, schedules: int, claimed: int) -> float:
    """Schedules advanced and claimed a second, with so many in the table."""
    database = await Database.open(url)
    now = datetime.now(UTC)
    await add_people(database, schedules, minutes_ago(0) + timedelta(days=1))
    await tidy(database)
    await _make_due(database, claimed, now)
    began = perf_counter()
    counts = await asyncio.gather(*(_claim(database, now) for _ in range(CLAIMERS)))
    took, count = perf_counter() - began, sum(counts)
    await database.close()
    if count != claimed:
        raise AssertionError(f"{count} of {claimed} were claimed")
    return count / took


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


async def _make_due(database: Database, count: int, now: datetime) -> None:
    """Make the first `count` of them due now."""
    async with database.unit_of_work() as uow:
        await uow.connection.execute(
            update(SCHEDULES)
            .where(SCHEDULES.c.person_id <= count)
            .values(next_due_at=now - timedelta(seconds=1), next_date=now.date())
        )
        await uow.commit()
