"""Several real instances of the bot in webhook mode, on one clock that a file moves."""

import asyncio
import itertools
import os
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.drills.shifted import FILE
from tests.project.processes import Running, running

SHIFTED = "tests.drills.shifted"

LONGEST_STOP = 10.0
"""Seconds after which Docker kills what it has asked to stop."""


@dataclass
class Copies:
    """The processes that share the work, their addresses, and the clock that they use."""

    stack: ExitStack
    settings: Mapping[str, str]
    addresses: Sequence[str]
    logs: Sequence[Path]
    clock: Path
    running: list[Running] = field(default_factory=list)
    bad_ends: int = 0
    kills: int = 0
    stops: int = 0

    def start(self, number: int) -> Running:
        """Start one of them."""
        file = self.stack.enter_context(self.logs[number].open("a+"))
        settings = {**self.settings, "LIMBER_LISTEN": self.addresses[number], FILE: str(self.clock)}
        return self.stack.enter_context(running(file, "run", module=SHIFTED, **settings))

    def stop(self, number: int) -> None:
        """Ask one of them to stop."""
        code, _, seconds = self.running[number].stop()
        self.bad_ends += code != 0 or seconds > LONGEST_STOP

    async def restart(self, number: int, *, is_killed: bool) -> None:
        """Stop or kill one of them, and start it again; the others run meanwhile."""
        if is_killed:
            self.kills += 1
            await asyncio.to_thread(self.running[number].dies)
        else:
            self.stops += 1
            await asyncio.to_thread(self.stop, number)
        self.running[number] = await asyncio.to_thread(self.start, number)

    def move_on(self, seconds: int) -> None:
        """Move the clock of all forward."""
        moved = self.clock.with_suffix(".new")
        moved.write_text(str(float(self.clock.read_text()) + seconds))
        moved.replace(self.clock)

    def now(self) -> datetime:
        """The present by their clock."""
        return datetime.now(UTC) + timedelta(hours=self.moved)

    @property
    def moved(self) -> float:
        """How many hours their clock is ahead."""
        return float(self.clock.read_text()) / 3600

    async def busy(self, seconds: float = 4.0) -> float:
        """The largest share of a processor that one of them takes."""
        await asyncio.sleep(2)
        before = [_processor_seconds(each) for each in self.running]
        await asyncio.sleep(seconds)
        after = [_processor_seconds(each) for each in self.running]
        return max(late - early for early, late in zip(before, after, strict=True)) / seconds


def _processor_seconds(copy: Running) -> float:
    values = Path(f"/proc/{copy.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def in_turn(addresses: Sequence[str]) -> AsyncIterator[str]:
    """A public address that forwards each request to the next instance that listens."""
    turns = itertools.cycle(addresses)
    async with aiohttp.ClientSession() as client:

        async def forward(request: web.Request) -> web.Response:
            body = await request.read()
            kept = {name: each for name, each in request.headers.items() if name != "Host"}
            for _ in addresses:
                url = f"http://{next(turns)}{request.path}"
                try:
                    async with client.post(url, data=body, headers=kept) as answer:
                        return web.Response(status=answer.status, body=await answer.read())
                except aiohttp.ClientConnectorError:  # it is being restarted: try the next one
                    continue
                except aiohttp.ClientError:  # it may have handled this: Telegram retries
                    break
            return web.Response(status=503)

        app = web.Application()
        app.router.add_post("/{path:.*}", forward)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


def free_port() -> int:
    """A free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
