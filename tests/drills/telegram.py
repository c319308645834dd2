"""Telegram for a drill: it counts each message at receipt, and can be slow, silent or limited."""

import asyncio
import json
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

ROUND_TRIP = 0.06
POLL = 1.0
WINDOW = 1.0
"""Seconds over which the rate limit counts."""


@dataclass
class Telegram:
    """A server in a thread of its own. Its counts may be read from other threads."""

    limit: int | None = None
    """Messages a second before it answers 429."""
    arrived: Counter[int] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)
    refused: int = 0
    url: str = ""
    _answers: asyncio.Event = field(default_factory=asyncio.Event)
    _recent: deque[float] = field(default_factory=deque)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __enter__(self) -> "Telegram":
        self._answers.set()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def silent_for(self, seconds: float) -> None:
        """Accept everything without an answer for that time, then answer it all."""
        self._loop.call_soon_threadsafe(self._answers.clear)
        time.sleep(seconds)
        self._loop.call_soon_threadsafe(self._answers.set)

    @property
    def total(self) -> int:
        """Messages that arrived, copies included."""
        return self.arrived.total()

    @property
    def duplicates(self) -> int:
        """Copies beyond the first of each."""
        return self.total - len(self.arrived)

    @property
    def makespan(self) -> float:
        """Seconds from the first message to the last."""
        return self.moments[-1] - self.moments[0]

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{bot}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getUpdates":
            await asyncio.sleep(POLL)
            return _ok([])
        if method == "getMe":
            await self._answers.wait()
            return _ok({"id": 123456, "is_bot": True, "first_name": "L", "username": "limber_bot"})
        if not method.startswith("send"):
            return _ok(True)  # noqa: FBT003 - what Telegram answers
        return await self._message(await _values(request))

    async def _message(self, values: dict[str, Any]) -> web.Response:
        chat, now = int(values["chat_id"]), time.monotonic()
        while self._recent and self._recent[0] < now - WINDOW:
            self._recent.popleft()
        if self.limit is not None and len(self._recent) >= self.limit:
            self.refused += 1
            text = "Too Many Requests: retry after 1"
            body = {"ok": False, "error_code": 429, "description": text}
            return web.json_response({**body, "parameters": {"retry_after": 1}}, status=429)
        self._recent.append(now)
        self.arrived[chat] += 1
        self.moments.append(now)
        await asyncio.sleep(ROUND_TRIP)
        await self._answers.wait()
        where = {"id": chat, "type": "private", "first_name": "A"}
        return _ok({"message_id": len(self.moments), "date": 1, "chat": where, "text": "x"})


async def _values(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(await request.read()))
    return dict(await request.post())


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
