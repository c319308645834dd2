"""Claims while backups hold a snapshot open, which keeps the old version of every row."""

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import update

from bot.services.reminders.delivery_rate import BATCH
from bot.services.reminders.reminder_delivery import LEASE
from bot.storage.backup import backup
from bot.storage.core.database import Database
from bot.storage.core.tables import SCHEDULES
from tests.bench.claims import CLAIMERS, tidy
from tests.bench.delivery import minutes_ago
from tests.bench.population import add_people
from tests.drills.snapshots import dumping
from tests.postgres_server import Server

ROUNDS = 5
"""How often every schedule is claimed: each round leaves another old version of every row."""


def claims(server: Server, name: str, schedules: int, *, held: bool) -> float:
    """Claims a second in a new database, without or under the snapshots of two backups.

    Raises `AssertionError` when a schedule was not claimed exactly once in each round.
    """
    url = f"{server.url}/{server.creates(name)}"
    asyncio.run(_fill(url, schedules))
    with ExitStack() as stack:
        if held:
            stack.enter_context(dumping(server, url))
            stack.enter_context(_backing_up(url))
        return asyncio.run(_claim_all(url, schedules))


async def _fill(url: str, schedules: int) -> None:
    database = await Database.open(url)
    await add_people(database, schedules, minutes_ago(0) + timedelta(days=1))
    await tidy(database)
    await database.close()


async def _claim_all(url: str, schedules: int) -> float:
    database = await Database.existing(url)
    took = 0.0
    for days in range(ROUNDS):
        now = datetime.now(UTC)
        await _make_due(database, now, days)
        began = perf_counter()
        found = await asyncio.gather(*(_claim(database, now) for _ in range(CLAIMERS)))
        took += perf_counter() - began
        claimed = [person for each in found for person in each]
        if sorted(claimed) != list(range(1, schedules + 1)):
            raise AssertionError(f"{len(claimed)} claims of {schedules} schedules")
    await database.close()
    return ROUNDS * schedules / took


async def _make_due(database: Database, now: datetime, days: int) -> None:
    """Everybody's reminder is due again, for another date: there is one delivery a date."""
    date = now.date() - timedelta(days=days)
    async with database.unit_of_work() as uow:
        change = update(SCHEDULES).values(next_due_at=now - timedelta(seconds=1), next_date=date)
        await uow.connection.execute(change)
        await uow.commit()


async def _claim(database: Database, now: datetime) -> list[int]:
    claimed: list[int] = []
    while True:
        async with database.unit_of_work() as uow:
            found = await uow.schedules.claim_due(now, BATCH, LEASE)
            await uow.commit()
        if not found.count:
            return claimed
        claimed += [each.key.person for each in found.claimed]


@contextmanager
def _backing_up(url: str) -> Iterator[None]:
    """`limber backup` in a thread, stopped after its first rows until the block ends."""
    has_begun, may_end = threading.Event(), threading.Event()

    def wait(_done: int, _total: int) -> None:
        has_begun.set()
        may_end.wait()

    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        work = backup.backup(url, Path(folder) / "backup.gz", datetime.now(UTC), wait)
        thread = threading.Thread(target=asyncio.run, args=(work,))
        thread.start()
        try:
            if not has_begun.wait(60):
                raise AssertionError("the backup did not begin")
            yield
        finally:
            may_end.set()
            thread.join()
