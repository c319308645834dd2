"""The actions of the commands `doctor`, `backup`, `restore`, `send-due` and `stats`."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot import logs
from bot.clock import SystemClock
from bot.config import Settings, read
from bot.ops import command_output, doctor, findings
from bot.services.admin.statistics import Statistics
from bot.services.reminders.due_preview import Previews
from bot.storage.backup import archive, backup
from bot.storage.core.database import Database
from bot.tools.progress_line import Progress

CLOCK = SystemClock()


def _doctor(_: argparse.Namespace) -> int:
    logs.set_up("ERROR")
    text, code = findings.report(asyncio.run(doctor.examine(os.environ, CLOCK.now)))
    sys.stdout.write(logs.hide_tokens(text))
    return code


Work = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, Iterable[str]]]


def _without_token(work: Work) -> Callable[[argparse.Namespace], int]:
    """A command that uses only the database: it needs no token and prints its result."""

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
        return list(command_output.due(await previews.due()))


async def _stats(_: argparse.Namespace, settings: Settings) -> Iterable[str]:
    async with _existing(settings, snapshot=True) as database:
        statistics = Statistics(database.unit_of_work, CLOCK, settings.spread)
        return list(command_output.stats(await statistics.totals()))


@asynccontextmanager
async def _existing(settings: Settings, *, snapshot: bool = False) -> AsyncIterator[Database]:
    database = await Database.existing(settings.database, snapshot=snapshot)
    try:
        yield database
    finally:
        await database.close()


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "doctor": _doctor,
    "backup": _without_token(_backup),
    "restore": _without_token(_restore),
    "send-due": _without_token(_send_due),
    "stats": _without_token(_stats),
}
