"""Safety advice is stored until its arrival is confirmed."""

from datetime import timedelta

from bot.domain.pain.safety_screen import Advice
from bot.storage.core.database import Database
from tests.builders import utc
from tests.storage.builders import ADA, a_person, keep

NOW = utc("2026-03-10T08:00")
SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)


async def in_need(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        await uow.safety.need(ADA, Advice.RED, NOW, SOON)
        await uow.commit()


async def test_due_advice_is_claimed_once(database: Database) -> None:
    await in_need(database)
    async with database.unit_of_work() as uow:
        assert await uow.safety.next_due() == SOON
        assert await uow.safety.claim(NOW, LATER, 10) == ()
        (need,) = await uow.safety.claim(SOON, LATER, 10)
        assert (need.person, need.advice, need.tries) == (ADA, Advice.RED, 1)
        assert await uow.safety.claim(SOON, LATER, 10) == ()
        (again,) = await uow.safety.claim(LATER, LATER, 10)
        assert again.tries == 2


async def test_advice_that_was_renewed_meanwhile_stays(database: Database) -> None:
    await in_need(database)
    async with database.unit_of_work() as uow:
        (need,) = await uow.safety.claim(SOON, LATER, 10)
        await uow.safety.need(ADA, Advice.RED, SOON, LATER)
        await uow.safety.over(need)
        await uow.safety.put_off(need, None)
        assert await uow.safety.next_due() == LATER
        await uow.safety.arrived(ADA, Advice.RED)
        assert await uow.safety.next_due() is None


async def test_advice_waits_until_the_person_can_be_reached(database: Database) -> None:
    await in_need(database)
    async with database.unit_of_work() as uow:
        (need,) = await uow.safety.claim(SOON, LATER, 10)
        await uow.safety.put_off(need, None)
        assert await uow.safety.claim(NOW + timedelta(days=9), LATER, 10) == ()
        await uow.safety.wake(ADA, LATER)
        assert await uow.safety.next_due() == LATER


async def test_advice_is_deleted_with_the_person(database: Database) -> None:
    await in_need(database)
    async with database.unit_of_work() as uow:
        assert len((await uow.people.everything(ADA))["safety_needs"]) == 1
        await uow.people.forget(ADA)
        assert await uow.safety.next_due() is None
