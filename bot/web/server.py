"""A server inside the running event loop, which leaves signal handling to the application."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

SHUTDOWN_SECONDS = 5
"""Seconds that requests in progress get to finish when the server stops."""


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
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address, with the actual port once the server runs."""
        host, port = self._listening
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Start, and return once requests are served. Raises OSError if the port is in use."""
        listening = _listen(*self._listening)
        self._listening = (self._listening[0], listening.getsockname()[1])
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        await self._server.is_ready.wait()

    async def stop(self) -> None:
        """Finish the requests in progress and close."""
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
        """Do not handle signals, because `bot.cli` does."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Report when the server accepts requests."""
        await super().startup(sockets)
        self.is_ready.set()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Without IPPROTO_TCP asyncio does not set TCP_NODELAY, and later answers take 40 ms longer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        # Pass the address as the file name, so that the error message shows the port.
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening
