"""`make bench`: the speed of code that runs often, as ratios within one run on one machine.

Figures of different machines, or of the same one on different days, cannot be compared; the ratios
can.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo, reset_tzpath

import httpx
from apscheduler.triggers.cron import CronTrigger

from bot.content.loader import find_folder, load
from bot.demo import TOKEN
from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Rule, next_occurrence, zone_info
from bot.domain.session.frame import frame_at
from bot.domain.session.timeline import timeline
from bot.sandbox import World, create_app
from bot.services.ports import Library, Reminder, SendOutcome, SendSlot, Sent
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import Deliveries
from bot.storage.core.database import Database
from bot.storage.reminders.schedules import Slot
from tests.bench import load as sandbox_load
from tests.bench import report
from tests.builders import EXERCISES, NOON, a_person, a_session, an_item
from tests.services.fakes import slot

SPAN = 1.0
"""Seconds of each measurement."""

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
PEOPLE = 400


def rate(work: Callable[[], object]) -> float:
    """How often it can be done in a second."""
    began, count = perf_counter(), 0
    while perf_counter() - began < SPAN:
        work()
        count += 1
    return count / (perf_counter() - began)


async def rate_of(work: Callable[[], Awaitable[object]]) -> float:
    """The same for coroutines, one after the other."""
    began, count = perf_counter(), 0
    while perf_counter() - began < SPAN:
        await work()
        count += 1
    return count / (perf_counter() - began)


def schedules() -> Iterator[tuple[str, float]]:
    """The next occurrence in four zones, ours and APScheduler's."""
    rule = Rule(time(8, 0))

    def ours() -> None:
        for zone in ZONES:
            next_occurrence(rule, zone, NOON)

    def without_cache() -> None:
        zone_info.cache_clear()
        ZoneInfo.clear_cache()
        ours()

    def built() -> None:
        for zone in ZONES:
            CronTrigger(hour=8, minute=0, timezone=zone).get_next_fire_time(None, NOON)

    ready = [CronTrigger(hour=8, minute=0, timezone=zone) for zone in ZONES]

    def only_next() -> None:
        for trigger in ready:
            trigger.get_next_fire_time(None, NOON)

    yield "APScheduler's trigger, built and called", rate(built) * len(ZONES)
    yield "APScheduler's trigger, only called", rate(only_next) * len(ZONES)
    yield "next_occurrence", rate(ours) * len(ZONES)
    yield "next_occurrence, zones read again", rate(without_cache) * len(ZONES)


@dataclass(frozen=True, slots=True)
class StandingClock:
    """Always noon."""

    def now(self) -> datetime:
        return NOON


class NullNotifier:
    """Everything arrives at once."""

    def remind(self, _: Reminder) -> SendSlot:
        return slot(self._send)

    async def _send(self) -> SendOutcome:
        return Sent(1)

    async def show_session(self, session: object) -> None:
        raise NotImplementedError


async def reminders(folder: Path) -> float:
    """Reminders a second from due to recorded, on SQLite, when sending costs nothing."""
    catalogue = load(find_folder())
    database = await Database.open(f"sqlite:///{folder / 'bench.db'}")
    rule = Rule(time(12, 0))
    due = Slot(0, rule, next_occurrence(rule, "Etc/UTC", datetime(2026, 3, 10, tzinfo=UTC)))
    async with database.unit_of_work() as uow:
        for number in range(PEOPLE):
            person = a_person(id=PersonId(1000 + number), zone="Etc/UTC")
            await uow.people.add(person)
            await uow.schedules.replace(person.id, [due])
        await uow.commit()
    library = Library(catalogue.exercises, catalogue.routines, catalogue.programme)
    service = Deliveries(database.unit_of_work, StandingClock(), ContentComposer(library))
    began, sent = perf_counter(), 0
    while batch := await service.deliver_due(NullNotifier()):
        sent += batch
    took = perf_counter() - began
    await database.close()
    if sent != PEOPLE:
        raise AssertionError(f"{sent} reminders for {PEOPLE} people")
    return sent / took


async def sending(folder: Path) -> list[tuple[str, float]]:
    """The steps between a due reminder and its message, each alone."""
    world = World()
    person = world.add_person("Ana")
    transport = httpx.ASGITransport(create_app(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
        await http.post(f"/sim/users/{person.id}/text", json={"text": "/start"})
        body = {"chat_id": person.id, "text": "Time to stretch"}

        async def send() -> None:
            answer = await http.post(f"/bot{TOKEN}/sendMessage", json=body)
            answer.raise_for_status()

        calls = await rate_of(send)
    return [
        ("sendMessage at the sandbox, in this process", calls),
        ("deliver_due on SQLite, sending costs nothing", await reminders(folder)),
    ]


def frames() -> Iterator[tuple[str, float]]:
    """What a countdown costs: one frame, against building the whole timeline."""
    session = a_session(*(an_item() for _ in range(4)))
    lines = timeline(session.items, EXERCISES)
    yield "timeline of four exercises", rate(lambda: timeline(session.items, EXERCISES))
    yield "player.at, one frame", rate(lambda: frame_at(session, lines, NOON))


@contextmanager
def a_folder() -> Iterator[Path]:
    """A temporary folder."""
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as name:
        yield Path(name)


def show(title: str, rows: list[tuple[str, float]]) -> None:
    """A group with ratios to its first row."""
    sys.stdout.write(f"\n{title:<46}{'a second':>12}{'ratio':>9}\n")
    for what, speed in rows:
        sys.stdout.write(f"  {what:<44}{speed:>12,.0f}{speed / rows[0][1]:>9.2f}\n")


def main() -> None:
    """Measure and print; with --write the table goes into tests/bench/README.md as well."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--schedules", type=int, default=1_000_000, help="in the large tables")
    parser.add_argument(
        "--write", action="store_true", help="put the table into tests/bench/README.md"
    )
    options = parser.parse_args()
    reset_tzpath(to=())
    show("The next occurrence", list(schedules()))
    show("The player", list(frames()))
    sandbox_load.main()
    with a_folder() as folder:
        show("Sending", asyncio.run(sending(folder)))
    text = report.show(options.schedules)
    if options.write:
        report.write(text)


if __name__ == "__main__":
    main()
