"""Delivery: whole messages, claims, the queue of a library, and growth with schedules."""

import asyncio
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from telegram import Bot
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.app import Limber, build, freeze_loaded_objects
from bot.clock import SystemClock
from bot.config import Settings
from bot.services.people.tzdata_updates import ZoneData
from bot.storage.core.database import Database
from tests.bench.population import add_people
from tests.bench.server import expecting
from tests.project.processes import running

TOKEN = "123456:bench-needs-no-secret-token-0000000"
AT_ONCE = 50
MESSAGES = 1_000
NO_LIMIT = 1e6
"""Messages a second: so many that only the machine is the limit."""

PAID = 1_000.0
"""Messages a second that Telegram accepts from a bot that pays for it."""

FREE = 30.0
PACED = 300


@dataclass(frozen=True, slots=True)
class Run:
    """Messages a second, and milliseconds of processor time for each."""

    rate: float
    cpu: float


@contextmanager
def telegram() -> Iterator[str]:
    """Run a server in a process of its own; its address."""
    command = [sys.executable, "-m", "tests.bench.server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _measured(work: Callable[[], Awaitable[object]], count: int) -> Run:
    began, used = perf_counter(), _cpu()
    await work()
    return Run(count / (perf_counter() - began), (_cpu() - used) / count * 1000)


async def ours(url: str, count: int, rate: float) -> Run:
    """Whole deliveries on SQLite: due, claimed, decided, attempted, sent, recorded."""
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        limber = await a_limber(url, Path(folder), rate)
        await add_people(limber.database, count, minutes_ago(11))
        try:
            return await _measured(lambda: _deliver(limber, count), count)
        finally:
            await limber.stop()


async def _deliver(limber: Limber, count: int) -> None:
    delivered = await limber.scheduler.send_daily_reminders()
    if delivered != count:
        raise AssertionError(f"{delivered} of {count} were delivered")


async def a_limber(url: str, folder: Path, rate: float) -> Limber:
    """The whole bot in this process, without the scheduler and without polling."""
    settings = Settings(token=TOKEN, api_url=url, data=folder, sends_per_second=rate)
    limber = await build(settings, SystemClock())
    await limber.app.initialize()
    freeze_loaded_objects()
    return limber


def minutes_ago(minutes: int) -> datetime:
    """A whole minute so many minutes ago; negative is in the future."""
    return datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=minutes)


async def bare(url: str, count: int, rate: float) -> Run:
    """The library's own client and nothing else: no database, so nothing could be resumed."""
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        places = asyncio.Semaphore(AT_ONCE)
        began = perf_counter()

        async def send(number: int) -> None:
            await asyncio.sleep(max(0.0, began + number / rate - perf_counter()))
            async with places:
                await bot.send_message(number + 1, "Time to stretch")

        async def all_of_them() -> None:
            await asyncio.gather(*map(send, range(count)))

        return await _measured(all_of_them, count)


async def queue_loses(count: int) -> int:
    """One job a person in the library's queue, all due in one minute: how many never ran."""
    ran = 0

    async def job(_: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal ran
        ran += 1

    app: Application = ApplicationBuilder().token(TOKEN).build()  # type: ignore[type-arg]
    assert app.job_queue is not None
    await app.job_queue.start()
    at = datetime.now(UTC) + timedelta(seconds=2 + count / 1_000)
    for _ in range(count):
        app.job_queue.run_once(job, at)
    while app.job_queue.jobs():  # noqa: ASYNC110 - the library has no event for its end
        await asyncio.sleep(0.2)
    await asyncio.sleep(0.5)
    await app.job_queue.stop()
    return count - ran


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until ready, and megabytes of memory then."""

    seconds: float
    megabytes: float


def start(url: str, folder: Path, schedules: int) -> Start:
    """A real process with so many schedules, none of them due."""
    file = f"sqlite:///{folder / f'start-{schedules}.db'}"
    asyncio.run(_fill(file, schedules))
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "DATABASE_URL": file}
    began = perf_counter()
    with (folder / "log").open("w+") as log, running(log, "run", **settings) as process:
        took = perf_counter() - began
        status = Path(f"/proc/{process.process.pid}/status").read_text()
        (kilobytes,) = re.findall(r"VmRSS:\s+(\d+)", status)
        process.stop()
    return Start(took, int(kilobytes) / 1024)


async def _fill(url: str, schedules: int) -> None:
    database = await Database.open(url)
    await add_people(database, schedules, minutes_ago(0) + timedelta(hours=9))
    # The first start after a zone is new checks that zone once; this is to be a later start.
    await ZoneData(database.unit_of_work).adopt()
    await database.close()


async def stalls(url: str, due: int, count: int, rate: float) -> tuple[float, float]:
    """How long the loop was blocked while `count` of the due reminders were sent at a rate.

    The 99th percentile and the worst, in milliseconds.
    """
    late: list[float] = []

    async def watch() -> None:
        while True:
            asked = perf_counter()
            await asyncio.sleep(0.001)
            late.append((perf_counter() - asked - 0.001) * 1000)

    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        limber = await a_limber(url, Path(folder), rate)
        await add_people(limber.database, due, minutes_ago(11))
        watching = asyncio.create_task(watch())
        # Half of them are certain even if the machine is too slow for the rate.
        async with expecting(url, sendMessage=count // 2):
            sending = asyncio.create_task(limber.scheduler.send_daily_reminders())
            await asyncio.wait([sending], timeout=count / rate if count < due else None)
        watching.cancel()
        sending.cancel()
        await asyncio.wait([sending])
        await limber.stop()
    late.sort()
    return late[int(len(late) * 0.99)], late[-1]
