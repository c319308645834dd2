"""The database size of a person's year, created through the services, one session a day."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import asyncpg  # type: ignore[import-untyped]

from bot.domain.pain.notes import PainNote, Region, Taken
from bot.domain.people.person import PersonId
from bot.domain.plan.progression import LEVELS, Length, PlanProgress
from bot.domain.reminders.schedule import Rule
from bot.domain.session import player
from bot.domain.session.session import Session, SessionId
from bot.services.pain.pain_diary import asks_of
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Library, Reminder, SendOutcome, SendSlot, Sent
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import Deliveries
from bot.services.reminders.schedules import set_rules
from bot.services.session.session_storage import script_of
from bot.services.session.sessions import Sessions
from bot.storage.core import database_url
from bot.storage.core.database import Database
from tests import ready
from tests.builders import a_person
from tests.services.fakes import slot

BEGIN = date(2026, 3, 1)
DAYS = 365
PEOPLE = 4
_SQLITE = "SELECT sum(pgsize) FROM dbstat"
_POSTGRESQL = (
    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
STEP = timedelta(seconds=25, microseconds=123_456)
"""How often a card is viewed: after half a minute without a view the session pauses."""


@dataclass
class _Clock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


class _Phone:
    """Every message arrives; the reminders of the day are kept to be answered."""

    def __init__(self) -> None:
        self.reminders: list[Reminder] = []

    def remind(self, reminder: Reminder) -> SendSlot:
        """Make nobody wait."""
        return slot(partial(self._send, reminder))

    async def _send(self, reminder: Reminder) -> SendOutcome:
        self.reminders.append(reminder)
        return Sent(1_000 + reminder.delivery.key.date.toordinal())

    async def show_session(self, session: SessionId) -> None:
        """No cards here."""


async def bytes_each(url: str, people: int = PEOPLE, days: int = DAYS) -> float:
    """Bytes that a person's data of so many days takes, without those of an empty database.

    The space of deleted rows is reclaimed before each measurement.
    """
    database = await Database.open(url)
    try:
        before = await _size(url)
        await live(database, people, days)
        return (await _size(url) - before) / people
    finally:
        await database.close()


async def _size(url: str) -> int:
    file = database_url.read(url).file
    if file is not None:
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("VACUUM")
            return int(opened.execute(_SQLITE).fetchone()[0])
    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM FULL")
    found = int(await connection.fetchval(_POSTGRESQL))
    await connection.close()
    return found


async def live(database: Database, people: int, days: int = DAYS) -> None:
    """Add people who finish every session in full length and answer how it was.

    A reminder a day, five exercises a session, a pain note after each and before every third.
    """
    content = ready.shipped().catalogue
    library = Library(content.exercises, content.routines, content.programme)
    clock, phone = _Clock(_evening(BEGIN) - timedelta(hours=8)), _Phone()
    unit = database.unit_of_work
    deliveries = Deliveries(unit, clock, ContentComposer(library))
    reminders, sessions = Reminders(unit, clock), Sessions(unit, clock, library)
    everybody = [a_person(id=PersonId(7_000_000_001 + n), zone="Etc/UTC") for n in range(people)]
    async with unit() as uow:
        for person in everybody:
            await uow.people.add(person)
            await uow.plans.add(person.id, _course(0))
            await set_rules(uow, person, [Rule(time(18, 0))], clock.now())
        await uow.commit()
    for day in range(days):
        clock.moment = _evening(BEGIN + timedelta(days=day))
        async with unit() as uow:
            for person in everybody:
                await uow.plans.change(person.id, _course(day - 1), _course(day))
            await uow.commit()
        await deliveries.deliver_due(phone)
        for reminder in phone.reminders:
            await reminders.answered(reminder.person, reminder.delivery.key, "start")
            session = await sessions.start(reminder.person)
            while asked := await _asked(unit, session):
                await sessions.note_start(reminder.person, session.id, asked, 2)
            await _finish(unit, library, session, day)
        phone.reminders.clear()


async def _asked(unit: UnitOfWorkFactory, session: Session) -> Region | None:
    """What the first card asks about; not every session begins with a question."""
    async with unit() as uow:
        return await asks_of(uow, session)


async def _finish(unit: UnitOfWorkFactory, library: Library, begun: Session, day: int) -> None:
    """Do every exercise to its end, and say how it was."""
    lines, now = script_of(begun, library), begun.began_at
    async with unit() as uow:
        session = await uow.sessions.get(begun.id)
        assert session is not None
        while session.ending is None:
            now += STEP
            after = player.catch_up(session, lines, now)
            if after.item != session.item:
                after = replace(after, version=session.version + 1)
                await uow.sessions.save(after, None)
            session = after
        await uow.sessions.set_card(session.id, 1_000_000 + day, len(session.items))
        await uow.pain.add(
            PainNote(session.person, now, session.day, 3, 2, taken=Taken.AFTER, session=session.id)
        )
        await uow.commit()


def _course(day: int) -> PlanProgress:
    """One level up each week."""
    level = min(max(day, 0) // 7 + 1, LEVELS)
    return PlanProgress(BEGIN, level, finished=day >= 7 * LEVELS, length=Length.FULL)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18, 0, 1, 234_567), UTC)
