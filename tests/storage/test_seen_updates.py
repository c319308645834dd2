"""Repeated updates: one copy of the bot handles each, and its changes are saved once."""

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


async def test_an_update_belongs_to_one_copy_until_it_was_handled(
    database: Database,
) -> None:
    assert await claim(database) is Claim.OURS
    assert await claim(database) is Claim.ELSEWHERE
    assert await claim(database, OTHER) is Claim.OURS
    async with database.unit_of_work() as uow:
        await uow.updates.hold([ONE], None)
        await uow.commit()
    assert await claim(database, at=10 * LEASE) is Claim.HANDLED


async def test_updates_of_a_dead_copy_are_taken_over_those_of_a_slow_one_not(
    database: Database,
) -> None:
    await claim(database)
    async with database.unit_of_work() as uow:
        await uow.updates.hold([ONE], LATER + timedelta(seconds=1))
        await uow.commit()
    assert await claim(database, at=LEASE) is Claim.ELSEWHERE
    assert await claim(database, at=2 * LEASE) is Claim.OURS


async def test_of_many_simultaneous_claims_one_succeeds(database_url: str) -> None:
    copies = [await Database.open(database_url) for _ in range(2)]
    claims = await asyncio.gather(*(claim(copies[each % 2]) for each in range(20)))
    assert sorted(each.name for each in claims) == ["ELSEWHERE"] * 19 + ["OURS"]
    for copy in copies:
        await copy.close()


async def test_the_changes_of_an_update_are_saved_once(
    database: Database,
) -> None:
    await claim(database)
    async with database.unit_of_work() as uow:
        kept = [await uow.updates.keep(number, NOW) for number in (ONE, ONE, OTHER, OTHER)]
        assert kept == [True, False, True, False]
        await uow.updates.hold([ONE], NOW)
        await uow.commit()
    assert await claim(database, at=LEASE) is Claim.OURS, "its reply may not have been sent"
    async with database.unit_of_work() as uow:
        assert not await uow.updates.keep(ONE, LATER)


async def test_updates_that_cannot_repeat_are_deleted(database: Database) -> None:
    await claim(database)
    await claim(database, OTHER, at=LEASE)
    async with database.unit_of_work() as uow:
        assert await uow.updates.forget_before(LATER) == 1
        assert await uow.updates.forget_before(LATER) == 0
        await uow.commit()
    assert await claim(database) is Claim.OURS
