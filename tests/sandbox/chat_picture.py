"""`python -m tests.sandbox.chat_picture` takes the picture of the chat that the README shows.

It starts the demo, brings one person to a reminder and then to the card of an exercise, and takes
a screenshot of the real chat page each time: the first in light mode, the second in dark mode. It
needs a Chromium and a font with emoji (on Debian: chromium and fonts-noto-color-emoji).
"""

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image
from playwright.async_api import expect

from tests.project.processes import PATIENCE, running
from tests.project.repository import ROOT
from tests.sandbox.pages import a_browser, a_page

PICTURE = ROOT / "bot" / "sandbox" / "chat_page.png"
PROFILE = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 1.5,
    "timezone_id": "Europe/London",  # the person's own
}
GAP = 36
"""Transparent pixels between the two screens."""
COLOURS = 128
STEPS = 40
"""Presses until onboarding must have ended."""
LOADED = """
    () => Promise.all([...document.querySelectorAll("[role=log] img, [role=log] video")].map(
        (each) => each.complete || each.readyState >= 2
            || new Promise((loaded) => { each.onload = each.onloadeddata = loaded; })))
"""
"""Waits until every picture and film in the chat is there."""
EMOJI = """
    () => {
        const drawn = document.createElement("canvas").getContext("2d");
        return drawn.measureText("✅").width !== drawn.measureText("\\uffff").width;
    }
"""
"""Whether an emoji looks different from a character that no font has."""


class Person:
    """One person in the demo, who acts through the control API."""

    def __init__(self, demo: httpx.Client) -> None:
        self._demo = demo
        self._path = f"/sim/users/{self._post('/sim/users', first_name='Ana')['id']}"
        self._post(f"{self._path}/text", text="/start")

    def joins(self) -> None:
        """Press the first button each time, until only the first session is left to start."""
        self.presses_until("Try it now")

    def waits_for_a_message(self) -> None:
        """Let time pass until the bot sends a message."""
        self._post("/sim/clock", until="message")

    def presses_until(self, label: str) -> None:
        """Press the first button each time, until it has that label."""
        for _ in range(STEPS):
            if self._buttons()[1][0] == label:
                return
            self.presses()
        raise LookupError(f"{label} did not come after {STEPS} presses")

    def presses(self) -> None:
        """Press the first button of the newest message that has any."""
        message_id, labels = self._buttons()
        self._post(f"{self._path}/press", message_id=message_id, button=labels[0])

    def _buttons(self) -> tuple[int, list[str]]:
        self._post("/sim/clock", advance=0)  # returns when the bot has nothing left to do
        messages = self._demo.get(f"{self._path}/messages").raise_for_status().json()
        newest = next(each for each in reversed(messages) if each.get("keyboard"))
        return newest["message_id"], [each["text"] for row in newest["keyboard"] for each in row]

    def _post(self, path: str, **body: object) -> dict[str, object]:
        answer: dict[str, object] = self._demo.post(path, json=body).raise_for_status().json()
        return answer


async def screens(url: str) -> list[Image.Image]:
    """The chat page on a phone: at a reminder in light mode, at a card in dark mode."""
    with httpx.Client(base_url=url, timeout=PATIENCE) as demo:
        ana = Person(demo)
        ana.joins()
        ana.waits_for_a_message()
        light = await screenshot(url, "Start", "light")
        ana.presses_until("Done")
        return [light, await screenshot(url, "Done", "dark", film=True)]


async def screenshot(url: str, button: str, scheme: str, *, film: bool = False) -> Image.Image:
    """The page as soon as that button is on it: its end, or from the newest film on."""
    async with a_browser() as browser:
        errors: list[str] = []
        options = {**PROFILE, "color_scheme": scheme}
        async with a_page(browser, url, errors, **options) as page:
            newest = page.get_by_role("log").get_by_role("button", name=button, exact=True).last
            await expect(newest).to_be_visible()
            await page.evaluate(LOADED)
            if film:
                newest = page.locator("[role=log] video").last
                await newest.evaluate("each => each.scrollIntoView()")
            taken = Image.open(BytesIO(await page.screenshot()))
    if errors:
        raise RuntimeError(f"the chat page had errors: {errors}")
    return taken.convert("RGBA")


async def draws_emoji() -> bool:
    """Whether the browser has a font for emoji."""
    async with a_browser() as browser:
        page = await browser.new_page()
        return bool(await page.evaluate(EMOJI))


def side_by_side(shots: list[Image.Image]) -> Image.Image:
    """One picture of several, with few colours: a small file."""
    width = sum(each.width for each in shots) + GAP * (len(shots) - 1)
    picture = Image.new("RGBA", (width, max(each.height for each in shots)))
    left = 0
    for each in shots:
        picture.paste(each, (left, 0))
        left += each.width + GAP
    return picture.quantize(COLOURS, Image.Quantize.FASTOCTREE)


def take(path: Path) -> None:
    """Take the picture and write it to that file."""
    with tempfile.TemporaryDirectory(prefix="limber-picture-") as folder:
        arguments = ("demo", "--no-browser", "--port", "0", "--data", folder)
        with tempfile.TemporaryFile("w+") as errors, running(errors, *arguments) as demo:
            picture = side_by_side(asyncio.run(screens(demo.url)))
            demo.stop()
    picture.save(path, optimize=True)


if __name__ == "__main__":
    if not asyncio.run(draws_emoji()):
        sys.exit("Chromium finds no font with emoji: install one (Debian: fonts-noto-color-emoji).")
    take(PICTURE)
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB\n")
