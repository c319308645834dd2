"""What a bot needs of its machine: memory after a start and after use, and time to start."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import httpx
from aiohttp import web

from tests.bench.server import respond
from tests.project.processes import environment, running
from tests.project.repository import ROOT

TOKEN = "123456:bench-needs-no-secret-token-0000000"
SETTLED = 5
"""Seconds after the start, when nothing is left to load."""

ANSWER = 20
"""Seconds within which the bot must answer."""

PEOPLE = 5
ONBOARDING = 14
SESSION = 4
"""Presses of the first button: through onboarding, and into a session."""

STARTS = 5

SAID = (
    "/streak",
    "/progress",
    "/export pdf",
    "/library",
    "/learn",
    "/plan",
    "/zone",
    "Berlin",
    "/zone",
    "दिल्ली",
)

ECHO = """
import os
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"])
app = builder.base_url(os.environ["TELEGRAM_API_URL"] + "/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling()
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes in memory (RSS): so many seconds after a start, and all processes after use."""

    started: float
    used: float


def memory() -> Memory:
    """Memory of a real process on SQLite, before and after a few people try everything."""
    with (
        tempfile.TemporaryDirectory(prefix="limber-bench-") as name,
        (Path(name) / "log").open("w+") as log,
        running(log, "sandbox", "--port", "0") as sandbox,
    ):
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": sandbox.url}
        with running(log, "run", LIMBER_DATA=str(Path(name) / "data"), **settings) as bot:
            sleep(SETTLED)
            started = megabytes(bot.process.pid)
            # Together: the bot sends each of them one message a second.
            with (
                httpx.Client(base_url=sandbox.url, timeout=ANSWER) as sim,
                ThreadPoolExecutor(PEOPLE) as people,
            ):
                list(people.map(lambda number: _tries_everything(sim, number), range(PEOPLE)))
            used = sum(map(megabytes, family(bot.process.pid)))
            bot.stop()
        sandbox.stop()
    return Memory(started, used)


def megabytes(pid: int) -> float:
    """The resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+)", status)
    return int(kilobytes) / 1024


def family(pid: int) -> Iterator[int]:
    """The ids of a process and of all its descendants."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            yield from family(int(child))


def _tries_everything(sim: httpx.Client, number: int) -> None:
    person = sim.post("/sim/users", json={"first_name": f"Ada {number}"}).json()["id"]
    _do(sim, person, "text", {"text": "/start"})
    _press_first(sim, person, ONBOARDING)
    for text in SAID:
        _do(sim, person, "text", {"text": text})
    _do(sim, person, "location", {"latitude": 27.7172, "longitude": 85.3240})
    _do(sim, person, "text", {"text": "/today"})
    _press_first(sim, person, SESSION)


def _press_first(sim: httpx.Client, person: int, times: int) -> None:
    for _ in range(times):
        button = _first_button(sim, person)
        body = {"message_id": button["message_id"], "data": button["data"]}
        _do(sim, person, "press", body)


def _first_button(sim: httpx.Client, person: int) -> dict[str, Any]:
    """The natural next step: the first button of the newest message that has one."""
    for message in reversed(_chat(sim, person)):
        for row in message.get("keyboard") or ():
            for button in row:
                if "data" in button:
                    return {**button, "message_id": message["message_id"]}
    raise AssertionError("there is nothing to press")


def _do(sim: httpx.Client, person: int, what: str, body: dict[str, Any]) -> None:
    """Do it, and wait until the bot has answered."""
    before = max((each["seq"] for each in _chat(sim, person)), default=0)
    sim.post(f"/sim/users/{person}/{what}", json=body).raise_for_status()
    until = perf_counter() + ANSWER
    while perf_counter() < until:
        path = f"/sim/users/{person}/messages"
        if any(each["from"] == "bot" for each in sim.get(path, params={"after": before}).json()):
            return
        sleep(0.02)
    raise AssertionError(f"no answer to {what} {body}")


def _chat(sim: httpx.Client, person: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sim.get(f"/sim/users/{person}/messages").json()
    return [each for each in found if each["from"] == "bot" and not each["deleted"]]


async def starts() -> tuple[float, float]:
    """Seconds from the start to the first poll: Limber's, and a bare echo bot's; medians.

    The first start of each is not counted: it creates the tables and compiles the modules.
    """
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        ours, theirs = [], []
        for _ in range(STARTS + 1):  # by turns
            ours.append(await _first_poll("-m", "bot", "run", LIMBER_DATA=folder))
            theirs.append(await _first_poll("-c", ECHO))
    return median(ours[1:]), median(theirs[1:])


async def _first_poll(*arguments: str, **settings: str) -> float:
    polled = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == "getUpdates":
            polled.set()
        return await respond(request)

    app = web.Application()
    app.router.add_route("*", "/{bot}/{method}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    settings["TELEGRAM_API_URL"] = f"http://127.0.0.1:{runner.addresses[0][1]}"
    settings |= {"TELEGRAM_BOT_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": ""}
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env=environment(**settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(ANSWER):
            await polled.wait()
        return perf_counter() - began
    finally:
        process.kill()
        await process.wait()
        await runner.cleanup()


if __name__ == "__main__":
    found = memory()
    ours, theirs = asyncio.run(starts())
    sys.stdout.write(
        f"{found.started:.0f} MB {SETTLED} s after the start, {found.used:.0f} MB after use\n"
        f"{ours:.2f} s to the first poll, an echo bot {theirs:.2f} s: {ours / theirs:.1f} times\n"
    )
