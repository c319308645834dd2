"""People for a benchmark, put into the tables many at a time."""

from datetime import datetime, timedelta

from sqlalchemy import insert

from bot.domain.people import PersonId
from bot.domain.schedule import EVERY_DAY
from bot.storage.database import Database
from bot.storage.tables import PEOPLE, SCHEDULES
from tests.builders import a_person

AT_ONCE = 5_000
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Etc/UTC")


async def settle_down(database: Database, count: int, due: datetime) -> None:
    """So many people with a reminder a day, each due then or in the minutes after."""
    model = await _row_of(database)
    for first in range(0, count, AT_ONCE):
        numbers = range(first + 1, min(first + AT_ONCE, count) + 1)
        people = [{**model, "id": number, "zone": ZONES[number % 4]} for number in numbers]
        async with database.unit_of_work() as uow:
            await uow.people.connection.execute(insert(PEOPLE), people)
            await uow.people.connection.execute(insert(SCHEDULES), [_slot(n, due) for n in numbers])
            await uow.commit()


async def _row_of(database: Database) -> dict[str, object]:
    """An ordinary person as a row: saved once, read back, and forgotten."""
    person = PersonId(10**9)
    async with database.unit_of_work() as uow:
        await uow.people.save(a_person(id=person, zone="Etc/UTC"))
        rows = await uow.people.connection.execute(PEOPLE.select())
        found = dict(rows.mappings().one())
        await uow.people.forget(person)
        await uow.commit()
    return found


def _slot(number: int, due: datetime) -> dict[str, object]:
    at = due + timedelta(minutes=number % 10)
    return {
        "person_id": number,
        "slot": 0,
        "at": at.time(),
        "weekdays": EVERY_DAY,
        "routine": None,
        "next_due_at": at,
        "next_date": at.date(),
    }
