"""The scheduler: it runs at once, and stopping lets work in progress finish."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.localizer import vocabulary
from bot.domain.dialogs.conversation import ParserContext
from bot.domain.pain.notes import PainNote
from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.progression import PlanProgress
from bot.domain.reminders.schedule import Rule
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import SessionId
from bot.scheduler import ReminderScheduler
from bot.services import container
from bot.services.people.timezone_lookup import TimezoneLookup
from bot.services.ports import Reminder, SendOutcome, SendSlot, Sent
from bot.services.reminders.reminder_delivery import LEASE
from bot.services.reminders.schedules import set_rules
from bot.services.send_permit import Reason
from bot.shutdown import Deadline
from bot.storage.core.database import Database
from tests import ready
from tests.builders import a_person, an_item, at, utc
from tests.services.fakes import LIBRARY, Clock, NoBroadcasts, slot
from tests.storage.counting import counted

BIRD_DOG = ExerciseId("bird-dog")


class SlowTelegram(NoBroadcasts):
    """Accepts a reminder, and answers when the test allows it."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()

    def remind(self, reminder: Reminder) -> SendSlot:
        return slot(self._send)

    async def _send(self) -> SendOutcome:
        self.asked.set()
        await self.may_answer.wait()
        return Sent(7)

    async def show_session(self, session: SessionId) -> None:
        """No cards here."""


async def test_stopping_waits_for_the_reminder_that_is_being_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    clock, telegram = Clock(), SlowTelegram()
    person = a_person(zone="UTC")
    async with database.unit_of_work() as uow:
        await uow.people.add(person)
        await set_rules(uow, person, [Rule(at("08:00"))], clock.now())
        await uow.commit()
    clock.moment = utc("2026-03-10T08:00")
    reading = ParserContext(vocabulary(ready.shipped().translations.of("en")), TimezoneLookup())
    services = container.build(database.unit_of_work, clock, LIBRARY, reading)
    scheduler = ReminderScheduler(services, telegram, database.leadership(1))

    scheduler.start()
    await telegram.asked.wait()
    stopping = asyncio.create_task(scheduler.stop())
    for _ in range(10):  # long enough for a stop that does not wait to have cancelled the send
        await asyncio.sleep(0)
    assert not stopping.done()
    telegram.may_answer.set()
    await stopping

    async with database.unit_of_work() as uow:
        assert await uow.reminders.claim(utc("2026-03-10T09:00"), 10, LEASE) == ()
    await database.close()


class NeverAnswers:
    """A leadership check that never answers."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def holds(self) -> bool:
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def resign(self) -> None:
        """Nothing was held."""


async def test_a_stop_that_cancels_jobs_logs_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    reading = ParserContext(vocabulary(ready.shipped().translations.of("en")), TimezoneLookup())
    services = container.build(database.unit_of_work, Clock(), LIBRARY, reading)
    leadership = NeverAnswers()
    scheduler = ReminderScheduler(services, QuickTelegram(), leadership)

    scheduler.start()
    await leadership.asked.wait()
    await scheduler.stop(Deadline(0))
    for _ in range(10):  # APScheduler learns that its jobs ended
        await asyncio.sleep(0)

    assert [each.levelname for each in caplog.records if each.levelname == "ERROR"] == []
    await database.close()


@dataclass
class QuickTelegram(NoBroadcasts):
    """Accepts every reminder at once."""

    taken: int = 0

    def remind(self, reminder: Reminder) -> SendSlot:
        return slot(self._send)

    async def _send(self) -> SendOutcome:
        self.taken += 1
        return Sent(self.taken)

    async def show_session(self, session: SessionId) -> None:
        """No cards here."""


async def _add_somebody_who_has_used_everything(database: Database, now: datetime) -> None:
    person = a_person(zone="UTC")
    async with database.unit_of_work() as uow:
        await uow.people.add(person)
        await set_rules(uow, person, [Rule(at("08:00"))], now)
        await uow.plans.add(person.id, PlanProgress(now.date(), follow_up=True))
        await uow.plans.set_adjustment(
            person.id,
            Adjustment(ExerciseId("cat-camel"), Change.OUT, now.date() + timedelta(days=9)),
        )
        await uow.pain.add(PainNote(person.id, now, now.date(), 3))
        own = await uow.own.add(
            person.id, "Mine", [an_item(LIBRARY.exercises[BIRD_DOG])], "word", now
        )
        await uow.schedules.bind(person.id, 0, own.routine)
        await uow.commit()


async def test_a_reminder_alone_takes_nine_statements_at_most_in_three_transactions(
    database: Database,
) -> None:
    clock, telegram = Clock(), QuickTelegram()
    await _add_somebody_who_has_used_everything(database, clock.now())
    clock.moment = utc("2026-03-10T08:00")
    reading = ParserContext(vocabulary(ready.shipped().translations.of("en")), TimezoneLookup())
    services = container.build(database.unit_of_work, clock, LIBRARY, reading)
    leadership = database.leadership(1)
    scheduler = ReminderScheduler(services, telegram, leadership)
    await scheduler.update_leadership()
    with counted() as asked:
        await scheduler.send_daily_reminders()
    assert telegram.taken == 1
    assert asked.statements <= 9, "eight, and one for the second reminder that this person has"
    assert asked.transactions == 3, "claimed and decided; attempted; sent"
    await leadership.resign()


@dataclass
class Lead:
    """A lead that a test gives and takes."""

    is_ours: bool = False

    async def holds(self) -> bool:
        return self.is_ours

    async def resign(self) -> None:
        """Nobody else waits for it."""


async def test_only_the_leader_sends_and_only_until_it_stops(database: Database) -> None:
    clock, telegram, lead = Clock(), QuickTelegram(), Lead()
    await _add_somebody_who_has_used_everything(database, clock.now())
    clock.moment = utc("2026-03-10T08:00")
    reading = ParserContext(vocabulary(ready.shipped().translations.of("en")), TimezoneLookup())
    services = container.build(database.unit_of_work, clock, LIBRARY, reading)
    scheduler = ReminderScheduler(services, telegram, lead)
    await scheduler.send_daily_reminders()
    assert services.permit.is_closed_by(Reason.STANDBY)
    assert telegram.taken == 0
    lead.is_ours = True
    await scheduler.send_daily_reminders()
    assert telegram.taken == 1
    await scheduler.stop()
    clock.moment = utc("2026-03-11T08:00")
    await scheduler.send_daily_reminders()
    assert telegram.taken == 1
