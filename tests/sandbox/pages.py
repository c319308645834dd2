"""The chat page in a real browser, with a new sandbox for each test."""

import asyncio
import os
import shutil
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    async_playwright,
    expect,
)

from bot.sandbox import Server
from bot.sandbox.world import Event
from tests.sandbox.driver import TOKEN, Sandbox, a_sandbox, as_json

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
# Real seconds: long enough for a slow machine.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)


def browser_path() -> str:
    """Return the path of a browser; without one, skip the test, or fail in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("CI must have a Chromium for the page tests")
    pytest.skip("no Chromium on this machine")


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Start a browser for all tests of a module; each test has its own profile in it."""
    path = browser_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        await browser.close()


@dataclass
class Screen:
    """A page of a sandbox, and the errors on it."""

    page: Page
    sandbox: Sandbox
    server: Server
    errors: list[str] = field(default_factory=list)

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    def button(self, name: str, *, exact: bool = True) -> Locator:
        """Find a button by its name."""
        return self.page.get_by_role("button", name=name, exact=exact)

    async def person(self) -> int:
        """Press Start on the page as a new person; return their id."""
        await self.button("Start").click()
        await self.until(lambda: self.sandbox.get("users"))
        person_id: int = (await self.sandbox.get("users"))[0]["id"]
        await self.until(lambda: self.sandbox.get(f"users/{person_id}/messages"))
        await expect(self.log).to_contain_text("/start")
        return person_id

    async def says(self, person_id: int, text: str, **more: Any) -> int:
        """Send a text as the bot; return its message_id."""
        sent = await self.sandbox.result("sendMessage", chat_id=person_id, text=text, **more)
        number: int = sent["message_id"]
        return number

    async def sends(self, person_id: int, kind: str, file: bytes, **more: Any) -> int:
        """Send a file as the bot; return its message_id."""
        fields = {key: v if isinstance(v, str) else as_json(v) for key, v in more.items()}
        answer = await self.sandbox.http.post(
            f"/bot{TOKEN}/send{kind.title().replace('_', '')}",
            data={"chat_id": str(person_id), **fields},
            files={kind: (kind, file)},
        )
        number: int = answer.json()["result"]["message_id"]
        return number

    async def chat(self, person_id: int) -> list[dict[str, Any]]:
        """Return the messages of a person, as the control API shows them."""
        messages: list[dict[str, Any]] = await self.sandbox.get(f"users/{person_id}/messages")
        return messages

    async def until(self, seen: Callable[[], Awaitable[Any]]) -> Any:
        """Wait until `seen` returns a true value, and return that."""
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


def a_video() -> bytes:
    """Return one second of H.264: a bright bar that moves over 64 by 48 grey pixels."""
    return (Path(__file__).parent / "video.mp4").read_bytes()


def a_picture(width: int = 8, height: int = 6, grey: int = 120) -> bytes:
    """Build a complete PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = (b"\0" + bytes([grey] * width)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@asynccontextmanager
async def a_page(
    browser: Browser, url: str, errors: list[str], **options: Any
) -> AsyncIterator[Page]:
    """Open a page with its own profile, and record errors and requests to other hosts."""
    # The tests expect English; Berlin stands for the time zone of the machine.
    profile = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options}
    # A chosen file is previewed through a blob URL.
    ours = (url, f"blob:{url}")
    context = await browser.new_context(**profile)
    page = await context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))

    def note(line: ConsoleMessage) -> None:
        if line.type == "error":
            errors.append(f"{line.text} ({line.location['url']})")

    page.on("console", note)
    page.on("request", lambda sent: None if sent.url.startswith(ours) else errors.append(sent.url))
    try:
        await page.goto(url)
        yield page
    finally:
        await context.close()


@asynccontextmanager
async def a_screen(
    browser: Browser, *, options: dict[str, Any] | None = None, **sandbox_parts: Any
) -> AsyncIterator[Screen]:
    """Open the page on an empty sandbox; at the end, check that it had no errors."""
    errors: list[str] = []
    async with a_sandbox(**sandbox_parts) as sandbox:
        server = Server(sandbox.app, port=0)
        await server.start()
        try:
            async with a_page(browser, server.url, errors, **(options or {})) as page:
                screen = Screen(page, sandbox, server, errors)
                yield screen
                assert screen.errors == []
        finally:
            await screen.server.stop()
