"""The demo: the unchanged bot and the sandbox, in one process on one simulated clock."""

import asyncio
import sys
import webbrowser
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.app import Limber, build, freeze_loaded_objects
from bot.config import Settings
from bot.sandbox import Recorder, Server, World, WorldStore, create_app, replayed
from bot.storage.core.database_url import files_of
from bot.storage.core.file_lock import lock_file
from bot.storage.core.sqlite_file import close_folder

TOKEN = "1234567890:limber-demo-needs-no-secret-token-00"  # noqa: S105 - opens nothing but the sandbox
NO_LIMIT = 1000.0
"""Sends a second: the sandbox applies Telegram's limits only on request."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `limber demo`."""

    port: int = 8080
    data: Path = Path(".limber/demo")
    database_url: str = ""
    content: Path | None = None
    browser: bool = True


class Wired:
    """Connects the sandbox to a bot that is built after it (`bot.sandbox.BotUnderTest`)."""

    def __init__(self) -> None:
        self.limber: Limber | None = None

    async def next_due(self) -> datetime | None:
        """The earliest moment at which something is due for the bot."""
        return None if self.limber is None else await self.limber.next_due()

    async def run_due(self) -> None:
        """Do all that is due now."""
        if self.limber is not None:
            await self.limber.run_due()

    async def settle(self) -> None:
        """Wait until every update is handled."""
        if self.limber is not None:
            await self.limber.settle()


async def run(options: Options, stopped: asyncio.Event) -> None:
    """Serve the chat page with the bot behind it until `stopped` is set."""
    settings = Settings(
        token=TOKEN,
        data=options.data,
        database_url=options.database_url,
        content=options.content,
        sends_per_second=NO_LIMIT,
        chat_gap=0,
    )
    with lock_file(options.data / "world.json", *files_of(settings.database)):
        close_folder(options.data)
        await _run_sandbox(settings, options, stopped)


async def _run_sandbox(settings: Settings, options: Options, stopped: asyncio.Event) -> None:
    store = WorldStore(options.data)
    world = store.load()
    wired = Wired()
    server = Server(create_app(world, bot=wired), port=options.port)
    await server.start()
    try:
        store.watch(world)
        reached = replace(settings, api_url=server.url)
        await _run_bot(server, world, wired, reached, options, stopped)
    finally:
        if wired.limber is not None:
            await wired.limber.stop()
        await server.stop()
        await store.close()


async def _run_bot(
    server: Server,
    world: World,
    wired: Wired,
    settings: Settings,
    options: Options,
    stopped: asyncio.Event,
) -> None:
    limber = await build(settings, world.clock)
    wired.limber = limber
    await limber.start()
    _say(f"Limber is ready: open {server.url} in your browser. Stop it with Ctrl+C.")
    if options.browser:
        webbrowser.open(server.url)
    freeze_loaded_objects()
    async with limber.database.presence.watched():
        await stopped.wait()


@dataclass(frozen=True, slots=True)
class Alone:
    """The options of `limber sandbox`."""

    host: str = "127.0.0.1"
    port: int = 8081
    token: str | None = None
    record: Path | None = None
    replay: Path | None = None


async def sandbox_alone(options: Alone, stopped: asyncio.Event) -> None:
    """Serve the sandbox without a bot until `stopped` is set: an empty world, or a recording."""
    world = replayed(options.replay) if options.replay else World()
    server = Server(create_app(world, token=options.token), options.host, options.port)
    recorder = Recorder(world, options.record) if options.record else None
    try:
        await server.start()
        _say(f"The sandbox is ready: {server.url}. Point a bot at it with TELEGRAM_API_URL.")
        await stopped.wait()
    finally:
        await server.stop()
        if recorder is not None:
            recorder.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
