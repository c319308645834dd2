"""The metronome: it beats at once, and stopping lets the work in hand finish."""

import asyncio
from pathlib import Path

import pytest

from bot import scheduler
from bot.chat.words import vocabulary
from bot.content import translations
from bot.content.loader import find_folder
from bot.domain.conversation import Reading
from bot.domain.schedule import Rule
from bot.domain.workouts import WorkoutId
from bot.scheduler import Metronome
from bot.services import bundle
from bot.services.delivering import LEASE
from bot.services.places import Gazetteer
from bot.services.ports import Attempt, Reminder, SendOutcome, Sent
from bot.services.schedules import set_rules
from bot.storage.database import Database
from tests.builders import a_person, at, utc
from tests.services.doubles import LIBRARY, Clock, NoBroadcasts


class SlowTelegram(NoBroadcasts):
    """Takes a reminder, and answers when it is let."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        assert await attempt()
        self.asked.set()
        await self.may_answer.wait()
        return Sent(7)

    async def show_workout(self, workout: WorkoutId) -> None:
        """No cards here."""


async def test_stopping_waits_for_the_reminder_that_is_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    clock, telegram = Clock(), SlowTelegram()
    person = a_person(zone="UTC")
    async with database.unit_of_work() as uow:
        await uow.people.save(person)
        await set_rules(uow, person, [Rule(at("08:00"))], clock.now())
        await uow.commit()
    clock.moment = utc("2026-03-10T08:00")
    reading = Reading(vocabulary(translations.load(find_folder()).of("en")), Gazetteer())
    services = bundle.build(database.unit_of_work, clock, LIBRARY, reading)
    metronome = Metronome(services, telegram, database.leadership(1))

    metronome.start()
    await telegram.asked.wait()
    monkeypatch.setattr(scheduler, "BEAT", 0)
    resting = asyncio.create_task(metronome.rest())
    stopping = asyncio.create_task(metronome.stop())
    for _ in range(10):  # long enough for a stop that does not wait to have cancelled the send
        await asyncio.sleep(0)
    assert not stopping.done()
    assert not resting.done()
    telegram.may_answer.set()
    await stopping
    await resting

    async with database.unit_of_work() as uow:
        assert await uow.reminders.claim(utc("2026-03-10T09:00"), 10, LEASE) == ()
    await database.close()
