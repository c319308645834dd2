"""A server inside the running event loop, which leaves the process's signals to their owner."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

GRACE = 5
"""Seconds for answers under way when the server stops."""


class Server:
    """Serves an application at a host and a port; port 0 lets the system choose."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._listening = (host, port)
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address, with the real port once the server runs."""
        host, port = self._listening
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Listen; returns when requests are answered. Raises OSError where the port is taken."""
        listening = _listen(*self._listening)
        self._listening = (self._listening[0], listening.getsockname()[1])
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        await self._server.is_ready.wait()

    async def stop(self) -> None:
        """Finish the answers under way and close."""
        if self._task is not None:
            self._server.should_exit = True
            await self._task
            self._task = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch nothing: `bot.cli` does."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell when requests are answered."""
        await super().startup(sockets)
        self.is_ready.set()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or else asyncio leaves Nagle on and every answer after the first is 40 ms late.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        # Named as a file would be, so that who reads it knows which port is meant.
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening
