"""The operator's commands: `doctor`, `backup`, `restore`, `send-due` and `stats`."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import logs
from bot.clock import SystemClock
from bot.config import Settings, read
from bot.ops import capacity, doctor, findings, reports
from bot.ops.progress import Progress
from bot.services.preview import Previews
from bot.services.statistics import Statistics
from bot.storage import archive, backup
from bot.storage.database import Database

CLOCK = SystemClock()

LEAST = 3
"""Percent in the busiest minute: with fewer, no hour would be busier than the others."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add them to the program's."""
    examine = commands.add_parser("doctor", help="look at all that the bot stands on")
    examine.set_defaults(command=_doctor)

    keep = commands.add_parser("backup", help="write everything to a file, while the bot runs")
    keep.add_argument("file", type=Path)
    keep.set_defaults(command=_quietly(_backup))

    put_back = commands.add_parser("restore", help="put a backup into an empty database")
    put_back.add_argument("file", type=Path)
    put_back.set_defaults(command=_quietly(_restore))

    send = commands.add_parser("send-due", help="who would get what now; `limber run` sends")
    send.add_argument("--dry-run", action="store_true", required=True, help="send nothing")
    send.set_defaults(command=_quietly(_send_due))

    reckon = commands.add_parser("capacity", help="how long the busiest minute takes")
    reckon.add_argument("--people", type=_above_nothing, action="append", help="may be repeated")
    reckon.add_argument("--share", type=_percent, default=capacity.SHARE, help="percent in it")
    reckon.add_argument(
        "--spread", type=_above_nothing, default=capacity.SPREAD, help="minutes of the window"
    )
    reckon.set_defaults(command=_capacity)

    count = commands.add_parser("stats", help="the bot in numbers")
    count.set_defaults(command=_quietly(_stats))


def _above_nothing(text: str) -> int:
    """A number of people or minutes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("give a whole number above 0")
    return int(text)


def _percent(text: str) -> float:
    """A share of the people."""
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not LEAST <= share <= 100:
        raise argparse.ArgumentTypeError(f"give a percentage from {LEAST} to 100")
    return share


def _capacity(options: argparse.Namespace) -> int:
    lines = capacity.table(options.people or capacity.PEOPLE, options.share, options.spread)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _doctor(_: argparse.Namespace) -> int:
    logs.set_up("ERROR")
    text, code = findings.report(asyncio.run(doctor.examine(os.environ, CLOCK.now)))
    sys.stdout.write(logs.hide_tokens(text))
    return code


Work = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, Iterable[str]]]


def _quietly(work: Work) -> Callable[[argparse.Namespace], int]:
    """A command on the database alone: it needs no token, and prints what it came to."""

    def command(options: argparse.Namespace) -> int:
        settings = read(os.environ, needs_token=False)
        logs.set_up(settings.log_level if settings.log_level != "INFO" else "WARNING")
        lines = asyncio.run(work(options, settings))
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        return 0

    return command


async def _backup(options: argparse.Namespace, settings: Settings) -> Iterable[str]:
    progress = Progress("Backing up")
    head = await backup.backup(settings.database, options.file, CLOCK.now(), progress)
    progress.end()
    return [f"{options.file} holds {_contents(head)}. It was read back and is whole."]


async def _restore(options: argparse.Namespace, settings: Settings) -> Iterable[str]:
    progress = Progress("Restoring")
    head = await backup.restore(settings.database, options.file, progress)
    progress.end()
    return [f"{_contents(head).capitalize()} are back, as they were at {head.made_at}."]


def _contents(head: archive.Head) -> str:
    people = sum(each.rows for each in head.tables if each.name == "people")
    return f"{people:,} people and {head.rows - people:,} other rows"


async def _send_due(_: argparse.Namespace, settings: Settings) -> Iterable[str]:
    async with _existing(settings) as database:
        previews = Previews(database.unit_of_work, CLOCK, settings.spread)
        return list(reports.due(await previews.due()))


async def _stats(_: argparse.Namespace, settings: Settings) -> Iterable[str]:
    async with _existing(settings, snapshot=True) as database:
        statistics = Statistics(database.unit_of_work, CLOCK, settings.spread)
        return list(reports.stats(await statistics.totals()))


@asynccontextmanager
async def _existing(settings: Settings, *, snapshot: bool = False) -> AsyncIterator[Database]:
    database = await Database.existing(settings.database, snapshot=snapshot)
    try:
        yield database
    finally:
        await database.close()
