"""Several copies of the bot on one database."""

import asyncio

from bot.domain.reminders.delivery import Delivery
from bot.storage.core.database import Database
from tests.storage.builders import LEASE, NOW, deliveries


async def test_four_copies_that_claim_together_get_each_reminder_once(database_url: str) -> None:
    copies = [await Database.open(database_url) for _ in range(4)]
    due = await deliveries(copies[0], 200)

    async def claim(copy: Database) -> list[Delivery]:
        mine: list[Delivery] = []
        while True:
            async with copy.unit_of_work() as uow:
                batch = await uow.reminders.claim(NOW, 7, LEASE)
                await uow.commit()
            if not batch:
                return mine
            assert len(batch) <= 7
            mine.extend(batch)

    shares = await asyncio.gather(*map(claim, copies))
    claimed = [each.key for share in shares for each in share]
    assert len(claimed) == 200
    assert set(claimed) == {each.key for each in due}
    for copy in copies:
        await copy.close()


async def test_a_claim_that_is_not_committed_is_released(database: Database) -> None:
    (delivery,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        assert len(await uow.reminders.claim(NOW, 10, LEASE)) == 1
    async with database.unit_of_work() as uow:
        assert [each.key for each in await uow.reminders.claim(NOW, 10, LEASE)] == [delivery.key]
