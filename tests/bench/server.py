"""Telegram for a benchmark, in a process of its own: it accepts every message at once."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import httpx
from aiohttp import web

NUMBERS = count(1)
CALLS: Counter[str] = Counter()
FILM = {"file_id": "film", "file_unique_id": "f", "width": 1, "height": 1, "duration": 1}
ME = {"id": 123456, "is_bot": True, "first_name": "L", "username": "limber_bot"}


async def respond(request: web.Request) -> web.Response:
    """Answer as Telegram does on success."""
    method = request.match_info["method"]
    CALLS[method] += 1
    if method == "getUpdates":
        await asyncio.sleep(1)
        return web.json_response({"ok": True, "result": []})
    await request.read()
    results = {"getMe": ME, "sendAnimation": message() | {"animation": FILM}}
    result = results.get(method, message() if method.startswith("send") else True)
    return web.json_response({"ok": True, "result": result})


def message() -> dict[str, Any]:
    """A message that was sent."""
    chat = {"id": 1, "type": "private", "first_name": "A"}
    return {"message_id": next(NUMBERS), "date": 1, "chat": chat, "text": "x"}


@asynccontextmanager
async def expecting(url: str, **calls: int) -> AsyncIterator[None]:
    """Raise `AssertionError` unless the server at this address receives so many calls meanwhile.

    A benchmark whose updates or reminders are lost would otherwise seem to be fast.
    """
    before = await _calls(url)
    yield
    now = await _calls(url)
    missing = {name: wanted - now[name] + before[name] for name, wanted in calls.items()}
    if any(count > 0 for count in missing.values()):
        raise AssertionError(f"calls that did not reach Telegram: {missing}")


async def _calls(url: str) -> Counter[str]:
    async with httpx.AsyncClient() as http:
        return Counter((await http.get(f"{url}/calls")).json())


async def _show_calls(_: web.Request) -> web.Response:
    return web.json_response(CALLS)


async def main() -> None:
    """Print the address, and serve until the end."""
    app = web.Application()
    app.router.add_get("/calls", _show_calls)
    app.router.add_route("*", "/{bot}/{method}", respond)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
