"""What is recorded about reminders while the database comes and goes."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.domain.reminders.delivery import DeliveryKey
from bot.services.reminders.delivery_log import DeliveryLog
from bot.storage.core.database import Database
from bot.storage.core.errors import DatabaseFailed
from bot.storage.core.unit_of_work import UnitOfWork
from tests.services.fakes import Clock
from tests.storage.builders import ADA, LEASE, NOW, deliveries, message_of


class Flaky:
    """A database that fails for the next `away` units of work."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.away = 0
        self.opened = 0

    def __call__(self) -> Any:
        self.opened += 1
        if self.away:
            self.away -= 1
            return Away()
        return self.database.unit_of_work()


class Away(AbstractAsyncContextManager[UnitOfWork]):
    """A unit of work that cannot be opened."""

    async def __aenter__(self) -> UnitOfWork:
        raise DatabaseFailed("ConnectionRefusedError")

    async def __aexit__(self, *_: object) -> None:
        """Nothing to close."""


async def no_wait(_: float) -> None:
    await asyncio.sleep(0)


async def claimed(database: Database, count: int) -> list[DeliveryKey]:
    await deliveries(database, count)
    async with database.unit_of_work() as uow:
        found = await uow.reminders.claim(NOW, count, LEASE)
        await uow.commit()
    return [each.key for each in found]


async def test_concurrent_records_share_one_transaction(database: Database) -> None:
    keys = await claimed(database, 20)
    unit = Flaky(database)
    log = DeliveryLog(unit, Clock(NOW))
    assert all(await asyncio.gather(*map(log.attempt, keys)))
    assert unit.opened == 1
    for number, key in enumerate(keys):
        log.sent(key, number)
    await log.settled()
    assert unit.opened == 2
    async with database.unit_of_work() as uow:
        assert await message_of(uow, keys[7]) == 7


async def test_a_result_survives_a_database_outage(database: Database) -> None:
    (key,) = await claimed(database, 1)
    unit = Flaky(database)
    log = DeliveryLog(unit, Clock(NOW), no_wait)
    assert await log.attempt(key)
    unit.away = 7
    log.sent(key, 5)
    await log.settled()
    async with database.unit_of_work() as uow:
        assert await message_of(uow, key) == 5
        assert (await uow.reminders.days(ADA)).planned


async def test_nothing_is_sent_for_an_attempt_that_was_not_stored(database: Database) -> None:
    (key,) = await claimed(database, 1)
    unit = Flaky(database)
    log = DeliveryLog(unit, Clock(NOW), no_wait)
    unit.away = 1
    with pytest.raises(DatabaseFailed):
        await log.attempt(key)
    assert await log.attempt(key)
