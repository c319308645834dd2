"""The application: Bot API, control API and chat page in one, and a server to run it."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.sandbox.access_control import AccessControl
from bot.sandbox.bot_api import BotApi, LongPolling
from bot.sandbox.bot_api.dispatch import AnswerLost
from bot.sandbox.bot_api.routes import BotApiEndpoint
from bot.sandbox.clock_driver import BotUnderTest, ClockMover
from bot.sandbox.control import control_routes
from bot.sandbox.control.events import EventStreams
from bot.sandbox.delivery import Delivery
from bot.sandbox.world import World

_PAGE = Path(__file__).parent / "web"
# Real seconds that running requests get to finish when the server stops.
_GRACE = 2


def create_app(
    world: World,
    *,
    bot: BotUnderTest | None = None,
    token: str | None = None,
    is_patient: bool = False,
    webhook_transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """Build the whole sandbox around a world.

    With `bot`, the clock stops at each of its due moments on the way. With `token`, only that one
    is accepted; without it, every well-formed one is. `is_patient` slows down hasty bots as the
    real server does (see `LongPolling`). `webhook_transport` delivers webhooks without a network.
    """
    polling = LongPolling(world, is_patient=is_patient)
    api = BotApi(world, polling, token)
    delivery = Delivery(world, api.call, webhook_transport)
    streams = EventStreams(world)
    mover = ClockMover(world, polling, bot)
    app = Starlette(
        routes=[
            *control_routes(world, mover, streams),
            Mount("/", StaticFiles(directory=_PAGE, html=True)),
        ],
        middleware=[Middleware(BotApiEndpoint, api=api, world=world)],
    )
    app.state.world = world
    app.state.closers = (polling.close, delivery.close, streams.close)
    return app


def close_waiting(app: Starlette) -> None:
    """End long polls and event streams at once; later ones end immediately."""
    for close in app.state.closers:
        close()


class Server:
    """Serves the application inside a running event loop, without signal handlers."""

    def __init__(self, app: Starlette, host: str = "127.0.0.1", port: int = 8080) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._server: _QuietServer | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address, with the real port once the server runs."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self) -> None:
        """Listen; returns when requests are answered. Raises OSError if the port is in use."""
        listening = _listen(self._host, self._port)
        self._port = listening.getsockname()[1]
        logging.getLogger("uvicorn.error").addFilter(_is_unexpected)
        config = uvicorn.Config(
            AccessControl(self._app, self._host),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=_GRACE,
        )
        self._server = _QuietServer(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        await self._server.is_ready.wait()

    async def stop(self) -> None:
        """End waiting requests and streams, then the server."""
        if self._server is None or self._task is None:
            return
        close_waiting(self._app)
        self._server.should_exit = True
        await self._task
        self._server = self._task = None


class _QuietServer(uvicorn.Server):
    """Signals when it is ready, and installs no signal handlers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:
            self.is_ready.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Set TCP explicitly, or asyncio leaves Nagle's algorithm on and later answers are 40 ms late.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        # The address as the "file name", so that the message says which port is in use.
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Whether to log the record: a connection that a fault broke is not logged."""
    return not (record.exc_info and isinstance(record.exc_info[1], AnswerLost))


async def serve(app: Starlette, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serve until cancelled."""
    server = Server(app, host, port)
    await server.start()
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()
