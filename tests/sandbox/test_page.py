"""The chat page in a real browser: a first conversation, edits in place, the levers."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from bot.sandbox import Server, World
from bot.sandbox.world import Event
from tests.sandbox.driver import NOON, Sandbox, StandingClock, a_sandbox, keyboard

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
# Real seconds: a busy machine is slow, a broken page never comes.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)


def a_browser() -> str:
    """The path of a browser; without one the test is skipped, or fails in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("CI must have a Chromium for the page tests")
    pytest.skip("no Chromium on this machine")


@dataclass
class Screen:
    """A page on a sandbox, and what went wrong on it."""

    page: Page
    sandbox: Sandbox
    errors: list[str] = field(default_factory=list)

    def note_stranger(self, url: str, home: str) -> None:
        """The page asks nobody but the sandbox."""
        if not url.startswith(home):
            self.errors.append(url)

    async def until(self, seen: Callable[[], Awaitable[Any]]) -> Any:
        """What the sandbox shows as soon as it shows anything."""
        happened = asyncio.Event()

        def hear(event: Event) -> None:
            if event.kind != "call":
                happened.set()

        end = self.sandbox.world.listen(hear)
        async with asyncio.timeout(PATIENCE):
            while not (value := await seen()):
                await happened.wait()
                happened.clear()
        end()
        return value

    async def person(self) -> int:
        """The one person, as soon as they have written."""
        await self.until(lambda: self.sandbox.get("users"))
        person_id: int = (await self.sandbox.get("users"))[0]["id"]
        await self.until(lambda: self.sandbox.get(f"users/{person_id}/messages"))
        return person_id


@asynccontextmanager
async def a_screen(**sandbox_parts: Any) -> AsyncIterator[Screen]:
    path = a_browser()
    async with a_sandbox(**sandbox_parts) as sandbox, async_playwright() as playwright:
        server = Server(sandbox.app, port=0)
        await server.start()
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        page = await browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        screen = Screen(page, sandbox)
        page.on("pageerror", lambda error: screen.errors.append(str(error)))
        page.on("request", lambda request: screen.note_stranger(request.url, server.url))
        try:
            await page.goto(server.url)
            yield screen
            assert screen.errors == []
        finally:
            await browser.close()
            await server.stop()


async def test_a_first_conversation_from_start_to_an_alert() -> None:
    async with a_screen() as screen:
        page, sandbox = screen.page, screen.sandbox
        await page.get_by_role("button", name="Start", exact=True).click()
        alex = await screen.person()
        sent = await sandbox.result(
            "sendMessage",
            chat_id=alex,
            text="<b>Welcome</b> &lt;img src=x onerror=alert(1)&gt;",
            parse_mode="HTML",
            reply_markup=keyboard([("Go on", "go")]),
        )
        log = page.get_by_role("log")
        await expect(log.locator("strong")).to_have_text("Welcome")
        await expect(log.locator("img")).to_have_count(0)
        await log.get_by_role("button", name="Go on").focus()
        await page.keyboard.press("Enter")
        updates = await screen.until(lambda: sandbox.result("getUpdates", offset=-1))
        query = updates[0]["callback_query"]["id"]
        await sandbox.result(
            "editMessageText",
            chat_id=alex,
            message_id=sent["message_id"],
            text="On the floor",
            reply_markup=keyboard([("Done", "done")]),
        )
        await expect(log.get_by_role("button", name="Done")).to_be_focused()
        await expect(log).to_contain_text("edited")
        await sandbox.result(
            "answerCallbackQuery", callback_query_id=query, text="Stop now", show_alert=True
        )
        await expect(page.get_by_role("dialog")).to_contain_text("Stop now")
        await page.get_by_role("button", name="OK").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_who_reads_further_up_is_left_there() -> None:
    async with a_screen() as screen:
        page, sandbox = screen.page, screen.sandbox
        await page.get_by_role("button", name="Start", exact=True).click()
        alex = await screen.person()
        for number in range(40):
            sent = await sandbox.result("sendMessage", chat_id=alex, text=f"line {number}")
        log = page.locator("#log")
        await expect(log).to_contain_text("line 39")
        await expect(page.locator("#to-bottom")).to_be_hidden()
        await log.evaluate("log => log.scrollTo(0, 100)")
        await expect(page.locator("#to-bottom")).to_be_visible()
        here = {"chat_id": alex, "message_id": sent["message_id"]}
        await sandbox.result("editMessageText", **here, text="\n".join("x" * 30))
        await sandbox.result("sendMessage", chat_id=alex, text="new")
        await expect(page.locator("#unread")).to_have_text("1")
        assert await log.evaluate("log => log.scrollTop") == 100
        await page.locator("#to-bottom").click()
        await expect(page.locator("#to-bottom")).to_be_hidden()


async def test_an_answer_that_comes_while_the_chat_is_loading_is_not_lost() -> None:
    async with a_screen() as screen:
        page, sandbox = screen.page, screen.sandbox
        answered = asyncio.Event()

        async def late(route: Route) -> None:
            """The chat is read before the bot writes, and arrives after."""
            fetched = await route.fetch()
            await answered.wait()
            await route.fulfill(response=fetched)

        await page.route("**/messages", late)
        await page.get_by_role("button", name="Start", exact=True).click()
        alex = await screen.person()
        await sandbox.result("sendMessage", chat_id=alex, text="Hello Alex")
        await expect(page.get_by_role("log")).to_contain_text("Hello Alex")
        answered.set()
        await expect(page.locator(".message")).to_have_count(2)
        await expect(page.locator(".message").first).to_contain_text("/start")


@dataclass
class OneReminder:
    """A bot that writes once, an hour from noon, and takes its time for it."""

    world: World
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    due: datetime | None = NOON + timedelta(hours=1)

    async def next_due(self) -> datetime | None:
        return self.due

    async def run_due(self) -> None:
        if self.due and self.due <= self.world.now():
            await self.go_on.wait()
            self.due = None
            person = next(iter(self.world.people.values()))
            self.world.add_message(person, {"text": "Time to stretch"}, from_bot=True)

    async def settle(self) -> None:
        """Nothing is left open here."""


async def test_the_lever_for_the_next_reminder_shows_that_it_moves() -> None:
    world = World(StandingClock())
    bot = OneReminder(world)
    async with a_screen(world=world, bot=bot) as screen:
        page = screen.page
        await page.get_by_role("button", name="Start", exact=True).click()
        await screen.person()
        await screen.sandbox.result("getUpdates", offset=10**12)
        await page.get_by_role("button", name="Clock and tools").click()
        lever = page.get_by_role("button", name="Next reminder")
        await lever.click()
        await expect(page.locator("#moving")).to_be_visible()
        await expect(lever).to_be_disabled()
        bot.go_on.set()
        await expect(lever).to_be_enabled()
        await expect(page.locator("#clock-note")).to_contain_text("It is")
        await page.get_by_role("button", name="Close").first.click()
        await expect(page.get_by_role("log")).to_contain_text("Time to stretch")


def test_no_script_puts_text_in_as_markup() -> None:
    web = Path(__file__).parents[2] / "bot" / "sandbox" / "web"
    scripts = list(web.glob("*.js"))
    assert scripts
    for script in scripts:
        source = script.read_text(encoding="utf-8")
        assert not any(word in source for word in ("innerHTML", "outerHTML", "insertAdjacentHTML"))
