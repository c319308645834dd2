"""Updates that come again: one copy of the bot handles each, and what it changes is kept once."""

import asyncio
from datetime import timedelta

from bot.storage.core.database import Database
from bot.storage.seen_updates import Claim
from tests.storage.builders import LEASE, NOW

ONE, OTHER = -(2**63), 2**63 - 1
LATER = NOW + LEASE


async def claim(database: Database, number: int = ONE, at: timedelta = timedelta(0)) -> Claim:
    async with database.unit_of_work() as uow:
        claimed = await uow.updates.claim(number, NOW + at, NOW + at + LEASE)
        await uow.commit()
    return claimed


async def test_an_update_is_one_copys_until_it_was_handled_and_nobodys_afterwards(
    database: Database,
) -> None:
    assert await claim(database) is Claim.OURS
    assert await claim(database) is Claim.ELSEWHERE
    assert await claim(database, OTHER) is Claim.OURS
    async with database.unit_of_work() as uow:
        await uow.updates.hold([ONE], None)
        await uow.commit()
    assert await claim(database, at=10 * LEASE) is Claim.HANDLED


async def test_what_a_dead_copy_had_goes_to_another_and_what_a_slow_one_has_does_not(
    database: Database,
) -> None:
    await claim(database)
    async with database.unit_of_work() as uow:
        await uow.updates.hold([ONE], LATER + timedelta(seconds=1))
        await uow.commit()
    assert await claim(database, at=LEASE) is Claim.ELSEWHERE
    assert await claim(database, at=2 * LEASE) is Claim.OURS


async def test_of_many_that_ask_at_once_one_gets_it(database_url: str) -> None:
    copies = [await Database.open(database_url) for _ in range(2)]
    claims = await asyncio.gather(*(claim(copies[each % 2]) for each in range(20)))
    assert sorted(each.name for each in claims) == ["ELSEWHERE"] * 19 + ["OURS"]
    for copy in copies:
        await copy.close()


async def test_what_an_update_changes_is_kept_once_claimed_before_or_not(
    database: Database,
) -> None:
    await claim(database)
    async with database.unit_of_work() as uow:
        kept = [await uow.updates.keep(number, NOW) for number in (ONE, ONE, OTHER, OTHER)]
        assert kept == [True, False, True, False]
        await uow.updates.hold([ONE], NOW)
        await uow.commit()
    assert await claim(database, at=LEASE) is Claim.OURS, "what it shows was perhaps not shown"
    async with database.unit_of_work() as uow:
        assert not await uow.updates.keep(ONE, LATER)


async def test_what_cannot_come_again_is_forgotten(database: Database) -> None:
    await claim(database)
    await claim(database, OTHER, at=LEASE)
    async with database.unit_of_work() as uow:
        assert await uow.updates.forget_before(LATER) == 1
        assert await uow.updates.forget_before(LATER) == 0
        await uow.commit()
    assert await claim(database) is Claim.OURS
