"""People for a drill: so many reminders due at one moment, and what the books say later."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, Rule
from bot.storage.core.database import Database
from bot.storage.reminders.delivery_audit import State
from bot.storage.reminders.schedules import Slot
from tests.builders import a_person


def settle_down(url: str, count: int, due_in: timedelta = timedelta(0), first: int = 1) -> None:
    """So many people with a reminder that is due then."""
    asyncio.run(_settle_down(url, count, due_in, first))


async def _settle_down(url: str, count: int, due_in: timedelta, first: int) -> None:
    at = datetime.now(UTC).replace(second=0, microsecond=0) + due_in
    slot = Slot(0, Rule(at.time()), Occurrence(at, at.date()))
    database = await Database.open(url)
    async with database.unit_of_work() as uow:
        for number in range(first, first + count):
            await uow.people.add(a_person(id=PersonId(number), zone="UTC"))
            await uow.schedules.replace(PersonId(number), [slot])
        await uow.commit()
    await database.close()


def open_rows(url: str) -> int:
    """Reminders that are due and not settled."""
    return asyncio.run(_open_rows(url))


async def _open_rows(url: str) -> int:
    database = await Database.open(url)
    async with database.unit_of_work() as uow:
        facts = await uow.audit.deliveries()
    await database.close()
    return sum(each.state in {State.WAITING, State.CLAIMED} for each in facts.values())
