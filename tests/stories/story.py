"""Stories: tests of the whole bot against the sandbox, from the view of its users.

Only Telegram is faked: `bot.app.build` builds the bot with a real database, and an in-process
transport connects it to the sandbox. Tests advance the clock instead of waiting.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.app import build
from bot.config import Settings
from bot.demo import NO_LIMIT, TOKEN, Wired
from bot.sandbox import MovableClock, World, close_waiting, create_app
from tests import ready

START = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
"""A Tuesday morning in winter time, so that local time in London equals UTC."""

MOST_PRESSES = 120
MOST_WAITS = 12


@dataclass(frozen=True)
class Start:
    """A saved state from which a story begins: the bot's database and the stand-in's world."""

    database: bytes
    world: str
    moment: datetime
    people: tuple[int, ...]


@dataclass
class Story:
    """The world of one test: its clock, its people, and the bot, which can be killed."""

    url: str
    world: World
    http: httpx.AsyncClient
    wired: Wired
    app: Any
    settings: Settings
    transport: httpx.ASGITransport

    async def bot_starts(self) -> None:
        """Start the bot with its existing database."""
        content = None if self.settings.content else ready.shipped()
        limber = await build(self.settings, self.world.clock, self.transport, content)
        await limber.start()
        self.wired.limber = limber

    async def bot_stops(self) -> None:
        """Stop the bot while the world continues."""
        limber, self.wired.limber = self.wired.limber, None
        if limber is not None:
            await limber.stop()

    async def bot_restarts(self) -> None:
        """Restart the bot with the same database."""
        await self.bot_stops()
        await self.bot_starts()

    async def person(self, first_name: str = "Ana", **more: str) -> "Chatter":
        """Create a person with a Telegram account."""
        made = await self.send("/sim/users", {"first_name": first_name, **more})
        return Chatter(self, made["id"])

    async def joined(self) -> "Chatter":
        """Create a person who has finished onboarding."""
        person = await self.person()
        await person.joins()
        return person

    async def passes(self, **span: float) -> None:
        """Advance the clock. Everything due in between happens at its own time."""
        await self.post("/sim/clock", {"advance": timedelta(**span).total_seconds()})

    async def until(self, moment: str) -> None:
        """Advance the clock to a moment (ISO 8601, UTC)."""
        to = datetime.fromisoformat(moment).replace(tzinfo=UTC).isoformat()
        await self.post("/sim/clock", {"to": to})

    async def settles(self) -> None:
        """Wait until the bot is idle: on a busy machine longer than the stand-in does."""
        for _ in range(MOST_WAITS):
            if (await self.send("/sim/clock", {"advance": 0}))["settled"]:
                return
        raise AssertionError("the bot did not become idle")

    async def calls(self, method: str = "", chat: int | None = None) -> list[dict[str, Any]]:
        """Return the log of Bot API calls."""
        wanted = {"method": method, "chat_id": chat}
        query = {name: value for name, value in wanted.items() if value}
        answer = await self.http.get("/sim/calls", params=query)
        found: list[dict[str, Any]] = answer.json()
        return found

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call the control API, then wait until the bot is idle."""
        answer = await self.send(path, body)
        if path != "/sim/clock":
            await self.settles()
        return answer

    async def send(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call the control API without waiting for the bot."""
        response = await self.http.post(path, json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@dataclass
class Chatter:
    """A person with a chat."""

    story: Story
    id: int
    seen: int = field(default=0)

    async def writes(self, text: str) -> None:
        """Send a text."""
        await self.story.post(f"/sim/users/{self.id}/text", {"text": text})

    async def presses(self, label: str) -> None:
        """Press a button of the newest message that has it."""
        for message in reversed(await self.from_bot()):
            labels = [button["text"] for row in message["keyboard"] for button in row]
            if any(label in each for each in labels):
                await self.press_in(message, button=label)
                return
        raise AssertionError(f"no message offers {label!r}: {await self.reads()}")

    async def press_in(self, message: dict[str, Any], **what: str) -> None:
        """Press a button of a given message, by label or data."""
        body = {"message_id": message["message_id"], **what}
        await self.story.post(f"/sim/users/{self.id}/press", body)

    async def presses_first(self) -> str:
        """Press the first button of the newest message, and return its label."""
        newest = (await self.from_bot())[-1]
        button: dict[str, str] = newest["keyboard"][0][0]
        await self.press_in(newest, data=button["data"])
        return button["text"]

    async def pins(self, latitude: float, longitude: float) -> None:
        """Share a location."""
        place = {"latitude": latitude, "longitude": longitude}
        await self.story.post(f"/sim/users/{self.id}/location", place)

    async def blocks(self) -> None:
        """Block the bot."""
        await self.story.post(f"/sim/users/{self.id}/block", {})

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self.story.post(f"/sim/users/{self.id}/unblock", {})

    async def chat(self) -> list[dict[str, Any]]:
        """Return the messages of the chat, oldest first."""
        answer = await self.story.http.get(f"/sim/users/{self.id}/messages")
        return [message for message in answer.json() if not message["deleted"]]

    async def from_bot(self) -> list[dict[str, Any]]:
        """Return the messages of the bot, oldest first."""
        return sorted(
            (message for message in await self.chat() if message["from"] == "bot"),
            key=lambda message: message["message_id"],
        )

    async def newest(self) -> dict[str, Any]:
        """Return the bot's newest message."""
        return (await self.from_bot())[-1]

    async def reads(self) -> str:
        """Return the text or caption of the bot's newest message."""
        return text_of(await self.newest())

    async def labels(self) -> list[str]:
        """Return the labels of the newest message's buttons."""
        return [b["text"] for row in (await self.newest())["keyboard"] for b in row]

    async def toasts(self) -> list[str]:
        """Return the texts that button presses were answered with."""
        answer = await self.story.http.get(f"/sim/users/{self.id}/answers")
        return [each["text"] for each in answer.json() if each["text"]]

    async def joins(self, *answers: str, times: str = "08:00") -> None:
        """Complete onboarding with first buttons, except for these answers."""
        await self.writes("/start")
        for _ in range(20):
            offered = await self.labels()
            if "Try it now" in offered:
                return
            wanted = [each for each in (*answers, times) if each in offered]
            await (self.presses(wanted[0]) if wanted else self.presses_first())
        raise AssertionError(f"onboarding does not end: {await self.reads()}")

    async def presses_first_until(self, label: str) -> list[str]:
        """Press first buttons until one has this label. Return the pressed labels."""
        pressed = []
        for _ in range(MOST_PRESSES):
            pressed.append(await self.presses_first())
            if pressed[-1] == label:
                return pressed
        raise AssertionError(f"never reached {label!r}: {pressed}")

    async def stretches(self) -> None:
        """Do today's routine without pressing buttons, and skip the pain question."""
        await self.writes("/today")
        await self.lets_it_run()
        await self.presses("Skip")

    async def gets_ready(self) -> None:
        """Pass the question of how sore the back is, and the steps of a new exercise."""
        while "Go" in (labels := await self.labels()) and "Pause" not in labels:
            await self.presses_first()

    async def skips(self) -> None:
        """Skip the exercise that is shown."""
        await self.presses_more("Skip")

    async def presses_more(self, label: str) -> None:
        """Press a button that "More" shows below a card."""
        await self.gets_ready()
        await self.presses("More")
        await self.presses(label)

    async def lets_it_run(self) -> None:
        """Let time pass until the routine is over; only steps of new exercises wait for a press."""
        for _ in range(60):
            if "How much does it hurt" in await self.reads():
                return
            await self.gets_ready()
            await self.story.passes(seconds=60)
        raise AssertionError(f"the routine does not end: {await self.reads()}")


def text_of(message: dict[str, Any]) -> str:
    """Return the text or caption of a message."""
    said: str = message.get("text") or message.get("caption") or ""
    return said


@asynccontextmanager
async def a_story(
    folder: Path,
    database_url: str = "",
    content: Path | None = None,
    start: Start | None = None,
) -> AsyncIterator[Story]:
    """Yield a new world, or a saved one, with a running bot."""
    world = _world(start)
    wired = Wired()
    app = create_app(world, bot=wired)
    transport = httpx.ASGITransport(app=app)
    settings = Settings(
        token=TOKEN,
        api_url="http://sandbox",
        data=folder,
        database_url=database_url,
        content=content,
        sends_per_second=NO_LIMIT,
        chat_gap=0,
    )
    if start:
        (folder / "limber.db").write_bytes(start.database)
    elif not database_url and not (folder / "limber.db").exists():
        ready.put_tables(folder / "limber.db")
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
        story = Story("http://sandbox", world, http, wired, app, settings, transport)
        await story.bot_starts()
        try:
            yield story
        finally:
            close_waiting(app)
            await story.bot_stops()


def _world(start: Start | None) -> World:
    if start is None:
        return World(MovableClock(START - datetime.now(UTC)))
    ahead = start.moment - datetime.now(UTC)
    return World.restore({**json.loads(start.world), "ahead_seconds": ahead.total_seconds()})
