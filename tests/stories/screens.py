"""What a person sees on a phone, measured on the real chat page of the demo."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 640}
"""A small phone of today, in CSS pixels. The chat has 528 of the 640."""

MOST_ROWS = 3
LENGTHENED = 1.3
"""German and Russian texts are about 30 % longer than English ones."""

_NEWEST = """() => {
    const newest = [...document.querySelectorAll(".message.bot")].at(-1);
    return [newest.getBoundingClientRect().height, document.querySelector(".log").clientHeight];
}"""


@dataclass(frozen=True)
class Screen:
    """The newest message of the bot: its height and the chat's in pixels, and its buttons."""

    name: str
    height: float
    room: float
    rows: int

    @property
    def fits(self) -> bool:
        """Whether picture, text and buttons are visible at once."""
        return self.height <= self.room and self.rows <= MOST_ROWS

    def __str__(self) -> str:
        return f"{self.height:4.0f} of {self.room:.0f} px, {self.rows} rows: {self.name}"


@dataclass
class Phone:
    """The phone of a person who uses the demo: `http` is its control API."""

    http: httpx.AsyncClient
    page: Page
    person: int = 0
    screens: list[Screen] = field(default_factory=list)

    async def joins(self) -> None:
        """Come to the bot."""
        answer = await self.http.post("/sim/users", json={"first_name": "Ana"})
        self.person = answer.json()["id"]
        await self.writes("/start")

    async def writes(self, text: str) -> None:
        """Send a text."""
        await self._post("text", {"text": text})

    async def presses(self, data: str) -> bool:
        """Press the first button whose data begins so; whether there is one."""
        newest = await self.newest()
        for row in newest["keyboard"]:
            for button in row:
                if button.get("data", "").startswith(data):
                    what = {"message_id": newest["message_id"], "data": button["data"]}
                    await self._post("press", what)
                    return True
        return False

    async def newest(self) -> dict[str, Any]:
        """The newest message of the bot."""
        answer = await self.http.get(f"/sim/users/{self.person}/messages")
        shown = [each for each in answer.json() if each["from"] == "bot" and not each["deleted"]]
        newest: dict[str, Any] = shown[-1]
        return newest

    async def looks(self, name: str) -> Screen:
        """Measure the newest message."""
        newest = await self.newest()
        await self.page.locator(f'[data-id="{newest["message_id"]}"]').wait_for()
        height, room = await self.page.evaluate(_NEWEST)
        words = re.sub(r"\s+", " ", newest.get("text") or newest.get("caption") or "")[:40]
        screen = Screen(f"{name}: {words}", height, room, len(newest["keyboard"]))
        self.screens.append(screen)
        return screen

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        answer = await self.http.post(f"/sim/users/{self.person}/{path}", json=body)
        assert answer.status_code == 200, answer.text
        moved = await self.http.post("/sim/clock", json={"advance": 0})
        assert moved.json()["settled"], "the bot did not become idle"


def worst(screens: list[Screen]) -> str:
    """The ten fullest screens, a line each."""
    fullest = sorted(screens, key=lambda each: (each.fits, -each.height / each.room))
    return "\n".join(map(str, fullest[:10]))


def lengthen(folder: Path) -> None:
    """Make the texts of a copy of the content about 30 % longer."""
    for file in folder.rglob("*.ftl"):
        file.write_text(_TEXT.sub(_longer, file.read_text()))
    for file in folder.glob("exercises/*/en.yaml"):
        file.write_text(_VALUE.sub(_longer, file.read_text()))


_TEXT = re.compile(r"(?P<key>^(?!bot-)[a-z0-9-]+ =|^    (?=[^ [*}]))(?P<text>.+)", re.MULTILINE)
_VALUE = re.compile(
    r"(?P<key>^ *- |^(?:title|feel|stop_if|easier|breathe|why): )(?P<text>.+)", re.MULTILINE
)
_TOKEN = re.compile(r"\{[^}\n]*\}?|<[^>]*>|&\w+;|[A-Za-z']{2,}")


def _longer(found: re.Match[str]) -> str:
    """Repeat the last letter of words, but change no placeable and no tag."""
    missing = 0.0

    def lengthened(word: re.Match[str]) -> str:
        nonlocal missing
        if not word[0][0].isalpha():
            return word[0]
        missing += len(word[0]) * (LENGTHENED - 1)
        more, missing = int(missing), missing % 1
        return word[0] + word[0][-1] * more

    return found["key"] + _TOKEN.sub(lengthened, found["text"])
