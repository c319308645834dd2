"""People for a benchmark, created by the database itself: a million takes seconds."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Integer, case, delete, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import EVERY_DAY
from bot.storage.core.database import Database
from bot.storage.core.tables import PEOPLE, SCHEDULES
from tests.builders import a_person

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Etc/UTC")
MINUTES = 10
MODEL = PersonId(10**9)


async def add_people(database: Database, count: int, due: datetime) -> None:
    """Add people with a reminder a day, each due at `due` or in the minutes after."""
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person(id=MODEL, zone="Etc/UTC"))
        numbers = _numbers(uow.connection, count)
        await _people(uow.connection, numbers)
        for minute in range(MINUTES):
            await _slots(uow.connection, numbers, minute, due + timedelta(minutes=minute))
        await uow.connection.execute(delete(PEOPLE).where(PEOPLE.c.id == MODEL))
        await uow.commit()


def _numbers(connection: AsyncConnection, count: int) -> CTE:
    """The numbers from 1 on."""
    if connection.dialect.name == "postgresql":
        return select(func.generate_series(1, count).label("n")).cte("numbers")
    first = select(literal(1, Integer).label("n")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.n + 1).where(first.c.n < count))


async def _people(connection: AsyncConnection, numbers: CTE) -> None:
    """Copies of an ordinary person in several zones."""
    number = numbers.c.n
    zone = case(*((number % len(ZONES) == place, each) for place, each in enumerate(ZONES)))
    others: dict[Any, Any] = {PEOPLE.c.id: number, PEOPLE.c.zone: zone}
    copied = select(*(others.get(each, each) for each in PEOPLE.c))
    rows = copied.select_from(numbers.join(PEOPLE, PEOPLE.c.id == MODEL))
    await connection.execute(insert(PEOPLE).from_select(list(PEOPLE.c), rows))


async def _slots(connection: AsyncConnection, numbers: CTE, minute: int, at: datetime) -> None:
    values = {"at": at.time(), "weekdays": EVERY_DAY, "next_due_at": at, "next_date": at.date()}
    given = [literal(each, SCHEDULES.c[name].type).label(name) for name, each in values.items()]
    rows = select(numbers.c.n, literal(0), *given).where(numbers.c.n % MINUTES == minute)
    filled = ["person_id", "slot", *values]
    await connection.execute(insert(SCHEDULES).from_select(filled, rows))
