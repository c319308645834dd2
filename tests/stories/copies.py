"""Several copies of the bot on one database, each brought its updates through a webhook.

A copy's way to Telegram can be held up at a method: so two presses meet in the order that a test
wants, without a clock.
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
class Line(httpx.AsyncBaseTransport):
    """A copy's way to Telegram. The stand-in is not told of the webhook, so it keeps its queue."""

    behind: httpx.ASGITransport
    closed: dict[str, asyncio.Event] = field(default_factory=dict)
    reached: dict[str, asyncio.Event] = field(default_factory=dict)

    def hold_up(self, method: str) -> None:
        """Calls of that method wait from now on."""
        self.closed[method], self.reached[method] = asyncio.Event(), asyncio.Event()

    def let_through(self, method: str) -> None:
        """Let those that wait go on."""
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
    """One copy of the bot."""

    limber: Limber
    line: Line

    async def brought(self, update: Mapping[str, Any]) -> int:
        """Telegram brings an update; the status of the answer."""
        assert self.limber.server is not None
        key = {HEADER: secret_for(self.limber.settings.token)}
        async with httpx.AsyncClient(base_url=self.limber.server.url, timeout=60) as client:
            return (await client.post(PATH, json=update, headers=key)).status_code

    async def takes(self, update: Mapping[str, Any]) -> None:
        """Wait until it has taken that update."""
        while update["update_id"] not in self.limber.webhook_receiver.in_hand:  # noqa: ASYNC110 - some turns
            await asyncio.sleep(0)

    def dies(self) -> None:
        """It renews nothing any more, as a process that was killed."""
        self.limber.webhook_receiver.updates = _NoUpdates(
            self.limber.webhook_receiver.updates.unit, SystemClock()
        )


class _NoUpdates(SeenUpdates):
    async def settle(self, handled: object, in_hand: object) -> None:
        """Nobody hears of it."""

    async def give_back(self, in_hand: object) -> None:
        """Nor of that."""


@dataclass
class Copies:
    """The copies, and what Telegram has for them."""

    story: Story
    copies: list[Copy]
    offset: int = 0

    async def waiting(self) -> list[dict[str, Any]]:
        """What Telegram has to bring, taken off its queue."""
        path = f"/bot{self.story.settings.token}/getUpdates"
        answer = await self.story.door.get(path, params={"offset": self.offset})
        found: list[dict[str, Any]] = answer.json()["result"]
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def settles(self) -> None:
        """Everything that was taken has been dealt with."""
        for copy in self.copies:
            await copy.limber.settle()

    async def press(self, person: Chatter, label: str) -> dict[str, Any]:
        """The update of a press of the newest button that says that."""
        for message in reversed(await person.from_bot()):
            for button in (each for row in message["keyboard"] for each in row):
                if label in button["text"]:
                    return await self._made(
                        f"/sim/users/{person.id}/press",
                        {"message_id": message["message_id"], "data": button["data"]},
                    )
        raise AssertionError(f"no message offers {label!r}: {await person.reads()}")

    async def text(self, person: Chatter, text: str) -> dict[str, Any]:
        """The update of something written."""
        return await self._made(f"/sim/users/{person.id}/text", {"text": text})

    async def _made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self.story.door.post(path, json=body)
        assert response.status_code == 200, response.text
        (update,) = await self.waiting()
        return update


@asynccontextmanager
async def some_copies(folder: Path, database_url: str, count: int = 2) -> AsyncIterator[Copies]:
    """A world in which a person has joined, and so many copies serve it."""
    async with a_story(folder, database_url) as story, AsyncExitStack() as stack:
        ana = await story.person()
        await ana.joins()
        await story.bot_stops()
        settings = replace(story.settings, public_url=PUBLIC, listen="127.0.0.1:0")
        copies = []
        for _ in range(count):
            line = Line(story.transport)
            limber = await build(settings, story.world.clock, line)
            stack.push_async_callback(limber.stop)
            await limber.start()
            copies.append(Copy(limber, line))
        yield Copies(story, copies)
