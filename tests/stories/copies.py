"""Several instances of the bot on one database, each with a webhook.

Calls of a Bot API method can be held back for each instance, so that a test determines the order of
concurrent presses.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from bot.app import Limber, build
from bot.clock import SystemClock
from bot.services.seen_updates import SeenUpdates
from bot.web import PATH
from bot.web.webhook import HEADER, secret_for
from tests.stories.story import Chatter, Story, a_story

PUBLIC = "https://limber.example.org"


@dataclass
class Connection(httpx.AsyncBaseTransport):
    """An instance's connection to the sandbox, which never learns of the webhook."""

    behind: httpx.ASGITransport
    closed: dict[str, asyncio.Event] = field(default_factory=dict)
    reached: dict[str, asyncio.Event] = field(default_factory=dict)

    def hold_back(self, method: str) -> None:
        """Hold back calls of a method from now on."""
        self.closed[method], self.reached[method] = asyncio.Event(), asyncio.Event()

    def release(self, method: str) -> None:
        """Release the calls of a method."""
        self.closed.pop(method).set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rpartition("/")[2]
        if method == "setWebhook":
            return httpx.Response(200, json={"ok": True, "result": True})
        if method in self.closed:
            self.reached[method].set()
            await self.closed[method].wait()
        return await self.behind.handle_async_request(request)


@dataclass
class Copy:
    """One instance of the bot."""

    limber: Limber
    connection: Connection

    async def brought(self, update: Mapping[str, Any]) -> int:
        """Deliver an update as Telegram does, and return the status of the response."""
        assert self.limber.server is not None
        key = {HEADER: secret_for(self.limber.settings.token)}
        async with httpx.AsyncClient(base_url=self.limber.server.url, timeout=60) as client:
            return (await client.post(PATH, json=update, headers=key)).status_code

    async def takes(self, update: Mapping[str, Any]) -> None:
        """Wait until it has accepted an update."""
        while update["update_id"] not in self.limber.webhook_receiver.in_progress:  # noqa: ASYNC110 - a few turns
            await asyncio.sleep(0)

    def dies(self) -> None:
        """Renew no claims any more, like a process that was killed."""
        self.limber.webhook_receiver.updates = _NoUpdates(
            self.limber.webhook_receiver.updates.unit, SystemClock()
        )


class _NoUpdates(SeenUpdates):
    async def settle(self, handled: object, in_progress: object) -> None:
        """Store nothing."""

    async def give_back(self, in_progress: object) -> None:
        """Release nothing."""


@dataclass
class Copies:
    """The instances, and the updates that wait for them."""

    story: Story
    copies: list[Copy]
    offset: int = 0

    async def waiting(self) -> list[dict[str, Any]]:
        """Take the waiting updates off Telegram's queue."""
        path = f"/bot{self.story.settings.token}/getUpdates"
        answer = await self.story.http.get(path, params={"offset": self.offset})
        found: list[dict[str, Any]] = answer.json()["result"]
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def settles(self) -> None:
        """Wait until every accepted update has been handled."""
        for copy in self.copies:
            await copy.limber.settle()

    async def press(self, person: Chatter, label: str) -> dict[str, Any]:
        """Return the update of a press of the newest button with this label."""
        for message in reversed(await person.from_bot()):
            for button in (each for row in message["keyboard"] for each in row):
                if label in button["text"]:
                    return await self._made(
                        f"/sim/users/{person.id}/press",
                        {"message_id": message["message_id"], "data": button["data"]},
                    )
        raise AssertionError(f"no message offers {label!r}: {await person.reads()}")

    async def text(self, person: Chatter, text: str) -> dict[str, Any]:
        """Return the update of a text message."""
        return await self._made(f"/sim/users/{person.id}/text", {"text": text})

    async def _made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self.story.http.post(path, json=body)
        assert response.status_code == 200, response.text
        (update,) = await self.waiting()
        return update


@asynccontextmanager
async def some_copies(folder: Path, database_url: str, count: int = 2) -> AsyncIterator[Copies]:
    """Yield a world with a person who has joined, served by `count` instances."""
    async with a_story(folder, database_url) as story, AsyncExitStack() as stack:
        ana = await story.person()
        await ana.joins()
        await story.bot_stops()
        settings = replace(story.settings, public_url=PUBLIC, listen="127.0.0.1:0")
        copies = []
        for _ in range(count):
            connection = Connection(story.transport)
            limber = await build(settings, story.world.clock, connection)
            stack.push_async_callback(limber.stop)
            await limber.start()
            copies.append(Copy(limber, connection))
        yield Copies(story, copies)
