"""People press and write at random, without pauses, while two instances share the updates.

Both run in webhook mode on one PostgreSQL. They get updates in turn, so that two presses of one
person are handled at the same moment in two processes. Now and then the clock of both is moved
forward, and one of them is stopped or killed and started again.
"""

import asyncio
import itertools
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import asyncpg  # type: ignore[import-untyped]

from tests.drills.copies import Copies, free_port, in_turn
from tests.drills.scene import PAUSE, TOKEN, Figures
from tests.drills.wanderer import ANSWERABLE, Wanderer
from tests.project.processes import PATIENCE, running
from tests.stories.test_wandering import SPANS

NAME = "two copies"
PEOPLE = 12
COPIES = 2
STEPS_WHILE_HELD = 40
"""Steps of a person on hold, who can do little, before a new person starts."""

IDLE = 0.25
"""The share of a processor that idle instances may take."""

LATE = timedelta(seconds=15)
MOVED = 4.0
"""Seconds between two changes of the clock."""

RESTARTED = 2.0
"""Seconds from a start to the next stop."""

KILLED = 4
"""Every so many stops one is a kill."""

_STUCK = """
SELECT 'session', count(*) FROM workouts WHERE next_change_at < $1
UNION ALL
SELECT 'reminder', count(*) FROM deliveries WHERE wake_at < $1
UNION ALL
SELECT 'schedule', count(*) FROM schedules WHERE next_due_at < $1
"""
_DOUBLES = """
SELECT count(*) FROM (
    SELECT person_id FROM workouts WHERE ending IS NULL GROUP BY person_id HAVING count(*) > 1
) AS doubled
"""


@dataclass
class Found:
    """What went wrong, and how much was done so far."""

    steps: int = 0
    people: int = 0
    unanswered: int = 0
    doubled: int = 0
    lost_holds: int = 0
    holds: dict[int, str] = field(default_factory=dict)
    """The safety hold of each person who never says that it was checked."""


def wander(url: str, folder: Path, seconds: float, seed: int = 0) -> Figures:
    """Let people press and write for so many seconds; the result."""
    return asyncio.run(_wander(url, folder, seconds, seed))


async def _wander(url: str, folder: Path, seconds: float, seed: int) -> Figures:
    logs = [folder / f"two-copies-{number}.log" for number in range(COPIES)]
    found = Found()
    with ExitStack() as stack:
        errors = stack.enter_context((folder / "sandbox.log").open("w+"))
        sandbox = stack.enter_context(running(errors, "sandbox", "--port", "0"))
        addresses = [f"127.0.0.1:{free_port()}" for _ in logs]
        async with (
            in_turn(addresses) as public_url,
            aiohttp.ClientSession(sandbox.url) as telegram,
            asyncpg.create_pool(url, min_size=1, max_size=1) as database,
        ):
            settings = {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": sandbox.url,
                "DATABASE_URL": url,
                "LIMBER_PUBLIC_URL": public_url,
                "LIMBER_SENDS_PER_SECOND": "1000",
            }
            clock = folder / "clock"
            clock.write_text("0")
            copies = Copies(stack, settings, addresses, logs, clock)
            copies.running.extend(map(copies.start, range(COPIES)))
            moving = asyncio.create_task(_move_on(copies, Random(seed)))  # noqa: S311 - a walk
            restarting = asyncio.create_task(_restart(copies, Random(seed), seconds))  # noqa: S311 - a walk
            await _press(telegram, database, found, seconds, seed)
            moving.cancel()
            await restarting
            stuck = await _settled(database, copies)
            await _check_database(database, found)
            busy = await copies.busy()
            for number in range(COPIES):
                await asyncio.to_thread(copies.stop, number)
    complaints = [line for log in logs for line in log.read_text().splitlines() if _is_bad(line)]
    return _figures(found, copies, stuck, busy, complaints)


def _figures(
    found: Found,
    copies: Copies,
    stuck: Mapping[str, int],
    busy: float,
    complaints: Sequence[str],
) -> Figures:
    note = (
        f"{found.steps} steps, {copies.moved:.0f} hours, {copies.stops} stops, "
        f"{copies.kills} kills, {busy:.0%} busy afterwards"
    )
    faults = {
        "unanswered presses": found.unanswered,
        "people with two sessions in progress": found.doubled,
        "rows due for ever": sum(stuck.values()),
        "errors logged": len(complaints),
        "instances that did not stop cleanly": copies.bad_ends,
    }
    said = [f"{count} {what}" for what, count in faults.items() if count]
    is_good = not said and not found.lost_holds and busy <= IDLE
    note = "; ".join([note, *said, *complaints[:3]])
    return Figures(NAME, found.people, found.lost_holds, 0, 0, note, is_good)


async def _press(
    telegram: aiohttp.ClientSession, database: Any, found: Found, seconds: float, seed: int
) -> None:
    until = time.monotonic() + seconds
    watching = asyncio.create_task(_keep_checking(database, found))
    try:
        async with asyncio.TaskGroup() as tasks:
            for number in range(PEOPLE):
                draw = Random(seed * PEOPLE + number)  # noqa: S311 - a walk, not a secret
                is_careful = number % 2 == 0
                tasks.create_task(_walk(telegram, found, draw, until, is_careful=is_careful))
    finally:
        watching.cancel()


async def _walk(
    telegram: aiohttp.ClientSession, found: Found, draw: Random, until: float, *, is_careful: bool
) -> None:
    """One person after the other; careful ones never say that a warning sign was checked."""
    while time.monotonic() < until:
        person = Wanderer(telegram, draw, is_careful=is_careful)
        await person.joins()
        found.people += 1
        if is_careful:
            found.holds[person.id] = ""
        held_for = 0
        while time.monotonic() < until and held_for < STEPS_WHILE_HELD:
            found.steps += 1
            await person.steps()
            held_for += bool(found.holds.get(person.id))
        found.unanswered += not await person.is_answered(0, ANSWERABLE)


async def _keep_checking(database: Any, found: Found) -> None:
    while True:
        await _check_database(database, found)
        await asyncio.sleep(PAUSE)


async def _check_database(database: Any, found: Found) -> None:
    """Check that nobody has two sessions in progress, and that no safety hold was lost."""
    found.doubled = max(found.doubled, await database.fetchval(_DOUBLES))
    ids = list(found.holds)
    now = dict(await database.fetch("SELECT id, hold FROM people WHERE id = ANY($1)", ids))
    for person in ids:
        hold, before = now.get(person) or "", found.holds[person]
        found.lost_holds += bool(before and hold not in {before, "red"})
        found.holds[person] = hold


async def _move_on(copies: Copies, draw: Random) -> None:
    while True:
        await asyncio.sleep(MOVED)
        copies.move_on(draw.choice(SPANS))


async def _restart(copies: Copies, draw: Random, seconds: float) -> None:
    """Restart one of them again and again."""
    until = time.monotonic() + seconds
    for number in itertools.count(1):
        await asyncio.sleep(RESTARTED)
        if time.monotonic() > until:
            return
        await copies.restart(draw.randrange(COPIES), is_killed=number % KILLED == 0)


async def _settled(database: Any, copies: Copies) -> Mapping[str, int]:
    """Rows that stay due although nobody presses any more, counted by kind."""
    deadline = time.monotonic() + PATIENCE
    while True:
        stuck: dict[str, int] = dict(await database.fetch(_STUCK, copies.now() - LATE))
        if not any(stuck.values()) or time.monotonic() > deadline:
            return stuck
        await asyncio.sleep(PAUSE)


def _is_bad(line: str) -> bool:
    return " ERROR " in line or " CRITICAL " in line
