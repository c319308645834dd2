"""Every screen on the way from /start to the first streak fits a small phone, also when longer."""

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.content.loader import find_folder
from tests.project.processes import PATIENCE, running
from tests.sandbox.pages import a_browser
from tests.stories.screens import PHONE, Phone, lengthen, worst

MOST_STEPS = 80

PLAYER = ("w:", "p:")
"""The beginnings of the data of buttons on cards of the player."""


@asynccontextmanager
async def a_phone(folder: Path, content: Path) -> AsyncIterator[Phone]:
    """Show the demo's chat page on a small phone."""
    with (folder / "demo.log").open("w+") as errors:
        demo = ("demo", "--no-browser", "--port", "0", "--data", str(folder / "demo"))
        with running(errors, *demo, "--content", str(content)) as process:
            async with (
                a_browser() as browser,
                httpx.AsyncClient(base_url=process.url, timeout=PATIENCE) as http,
            ):
                page = await browser.new_page(viewport=PHONE)
                phone = Phone(http, page)
                await phone.joins()
                await page.goto(process.url)
                yield phone


async def walk(phone: Phone) -> None:
    """Press first buttons until the streak, and look at every state of the first exercise."""
    for _ in range(MOST_STEPS):
        newest = await phone.newest()
        data = newest["keyboard"][0][0]["data"]
        await phone.looks(data.split(":")[0])
        if "o:streak" in data:
            await phone.presses("o:streak")
            await phone.looks("streak")
            return
        if data.startswith("w:done") and len(phone.screens) < MOST_STEPS:
            await look_around(phone)
        await phone.presses(data)
    raise AssertionError(f"no streak: {phone.screens[-6:]}")


async def look_around(phone: Phone) -> None:
    """Look at the other states of a card that moves, and come back to it."""
    for way in (
        ("more", "less"),
        ("more", "how", "resume"),
        ("pause", "resume"),
        ("hurt", "resume"),
    ):
        for button in way:
            await phone.presses(f"w:{button}:")
            await phone.looks(button)


@pytest.mark.parametrize("longer", [False, True], ids=["english", "30 % longer"])
async def test_every_card_of_a_session_fits_a_small_phone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, longer: bool
) -> None:
    content = find_folder()
    if longer:
        content = shutil.copytree(content, tmp_path / "content")
        lengthen(content)
    async with a_phone(tmp_path, content) as phone:
        await walk(phone)
    with capsys.disabled():
        sys.stdout.write(
            f"\nThe fullest of {len(phone.screens)} screens:\n{worst(phone.screens)}\n"
        )
    cards = [each for each in phone.screens if each.name.startswith(("w", "p", "more", "how"))]
    assert len(cards) > 20
    assert [str(each) for each in phone.screens if not each.fits] == []
