"""A person who presses and writes at random, over the stand-in's control API."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from tests.drills.scene import PAUSE
from tests.project.processes import PATIENCE
from tests.stories.test_wandering import WRITTEN

ANSWERABLE = 150.0
"""Seconds for which a press can be answered. The pause before an update is brought again grows to
two minutes when an instance is stopped or killed at each attempt."""

UNANSWERED = 4
"""Most concurrent presses of one person; more would only wait in the stand-in."""

AGAIN = 5.0
"""Seconds after which a person who waits for the bot goes on without."""

CLEARS, FORGETS = ":checked", ":delete"
"""Endings of the callback data of buttons that remove a hold, or delete the person."""


@dataclass
class Wanderer:
    """A person with a chat."""

    telegram: aiohttp.ClientSession
    draw: Random
    is_careful: bool
    id: int = 0
    pressed: int = 0
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    seq: int = 0

    async def joins(self) -> None:
        """Finish onboarding by pressing the first button each time."""
        self.id = (await self._post("", first_name="W"))["id"]
        await self._post(f"/{self.id}/text", text="/start")
        deadline, again_at = time.monotonic() + 2 * PATIENCE, 0.0
        while time.monotonic() < deadline:
            is_new = await self._read_changes() or (self.seen and time.monotonic() > again_at)
            if is_new and (newest := self._newest())["keyboard"]:
                again_at = time.monotonic() + AGAIN  # the message may change before the press
                if any(each["text"] == "Try it now" for row in newest["keyboard"] for each in row):
                    return
                await self._presses(newest, newest["keyboard"][0][0])
            await asyncio.sleep(PAUSE)
        raise AssertionError(f"onboarding does not end: {self._newest()}")

    async def steps(self) -> None:
        """Press a random button, or write a random text and wait for a reply.

        A text costs the chat a message, and a chat gets one a second. Texts written without waiting
        would pile up for minutes, and Telegram drops a press that waits longer than 150 seconds.
        """
        await self._read_changes()
        buttons = [
            (message, button)
            for _, message in sorted(self.seen.items())[-4:]
            for row in message["keyboard"]
            for button in row
            if "data" in button and self._may_press(button["data"])
        ]
        if buttons and self.draw.random() < 0.85:
            await self._presses(*self.draw.choice(buttons))
        else:
            await self._post(f"/{self.id}/text", text=self.draw.choice(WRITTEN))
            await self._gets_reply()
        await self.is_answered(UNANSWERED)

    async def is_answered(self, but: int, patience: float = PATIENCE) -> bool:
        """Wait until all presses except `but` are answered; False after `patience` seconds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if len(await self._get("answers")) >= self.pressed - but:
                return True
            await asyncio.sleep(PAUSE)
        return False

    def _may_press(self, data: str) -> bool:
        return not (data.endswith(FORGETS) or (self.is_careful and data.endswith(CLEARS)))

    async def _presses(self, message: Mapping[str, Any], button: Mapping[str, Any]) -> None:
        what = {"message_id": message["message_id"], "data": button["data"]}
        answer = await self.telegram.post(f"/sim/users/{self.id}/press", json=what)
        self.pressed += answer.status == 200  # the button may be gone by now

    async def _gets_reply(self) -> None:
        deadline = time.monotonic() + AGAIN
        while time.monotonic() < deadline:
            if await self._read_changes():
                return
            await asyncio.sleep(PAUSE)

    async def _read_changes(self) -> bool:
        """Read the changed messages; whether any of them is the bot's."""
        changed = await self._get("messages", after=str(self.seq))
        self.seq = max([self.seq, *(each["seq"] for each in changed)])
        shown = [each for each in changed if each["from"] == "bot" and not each["deleted"]]
        self.seen.update((each["message_id"], each) for each in shown)
        return bool(shown)

    def _newest(self) -> dict[str, Any]:
        return self.seen[max(self.seen)]

    async def _get(self, what: str, **query: str) -> list[dict[str, Any]]:
        answer = await self.telegram.get(f"/sim/users/{self.id}/{what}", params=query)
        found: list[dict[str, Any]] = await answer.json()
        return found

    async def _post(self, path: str, **body: str) -> dict[str, Any]:
        answer = await self.telegram.post(f"/sim/users{path}", json=body)
        found: dict[str, Any] = await answer.json()
        assert answer.status == 200, found
        return found
