"""A sandbox in this process, with shortcuts for its Bot API and control API."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.sandbox import BotUnderTest, World, create_app

TOKEN = "123456:ABC-def_1"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
BASE = "http://sandbox"


@dataclass
class StandingClock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> datetime:
        self.moment = max(self.moment, moment)
        return self.moment


@dataclass
class Sandbox:
    """A world, its application, and an HTTP client for it."""

    world: World
    app: Starlette
    http: httpx.AsyncClient

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Make a Bot API call with a JSON body; return the whole answer."""
        answer = await self.http.post(f"/bot{TOKEN}/{method}", json=params)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == body.get("error_code", 200)
        return body

    async def result(self, method: str, **params: Any) -> Any:
        """Make a Bot API call that must succeed; return its result."""
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """Make a Bot API call that must fail; return its code and description."""
        body = await self.call(method, **params)
        assert not body["ok"], body
        return body["error_code"], body["description"]

    async def get(self, path: str) -> Any:
        """Send a GET request to the control API."""
        answer = await self.http.get(f"/sim/{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, **values: Any) -> Any:
        """Send a POST request to the control API."""
        answer = await self.http.post(f"/sim/{path}", json=values)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def error(self, path: str, **values: Any) -> tuple[int, str]:
        """Send a request that the control API refuses; return its status and error."""
        answer = await self.http.post(f"/sim/{path}", json=values)
        assert answer.status_code != 200, answer.text
        return answer.status_code, answer.json()["error"]

    async def person(self, first_name: str = "Alex") -> int:
        """Add a person who has pressed Start."""
        person_id: int = (await self.post("users", first_name=first_name))["id"]
        await self.post(f"users/{person_id}/text", text="/start")
        return person_id


@asynccontextmanager
async def a_sandbox(
    *, bot: BotUnderTest | None = None, token: str | None = None, world: World | None = None
) -> AsyncIterator[Sandbox]:
    """Yield a sandbox with a standing clock, unless the given world has its own."""
    world = world or World(StandingClock())
    app = create_app(world, bot=bot, token=token)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
        yield Sandbox(world, app, http)


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    """Build an inline keyboard from (label, data) buttons."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": data} for label, data in row] for row in rows
        ]
    }


def a_png(width: int = 4, height: int = 3) -> bytes:
    """Build a PNG header; the sandbox reads no more of a picture."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + b"\x08\x02\x00\x00\x00"


def as_json(value: Any) -> str:
    """Encode a nested parameter as the client libraries do."""
    return json.dumps(value)
