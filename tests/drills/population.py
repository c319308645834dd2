"""People for a drill: many reminders due at one moment, and the rows that are open later."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, Rule
from bot.storage.core.database import Database
from bot.storage.reminders.delivery_audit import State
from bot.storage.reminders.schedules import Slot
from tests.builders import a_person


def add_people(url: str, count: int, due_in: timedelta = timedelta(0), first: int = 1) -> None:
    """Add `count` people with a reminder that is due in that time."""
    asyncio.run(_add_people(url, count, due_in, first))


async def _add_people(url: str, count: int, due_in: timedelta, first: int) -> None:
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
