"""The chat page: a first conversation, clock controls, lost connections, and script injection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Browser, Route, expect

from bot.sandbox import Server, World, create_app
from tests.sandbox.driver import NOON, StandingClock, keyboard
from tests.sandbox.pages import Screen, a_screen

pytestmark = pytest.mark.asyncio(loop_scope="module")
# Would call `stop` if it were ever parsed as markup.
TRAP = "<img src=x onerror=stop()><script>stop()</script>"


async def test_a_first_conversation_from_start_to_an_alert(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox, log = screen.page, screen.sandbox, screen.log
        alex = await screen.person()
        sent = await screen.says(
            alex,
            "<b>Welcome</b> to Limber",
            parse_mode="HTML",
            reply_markup=keyboard([("Go on", "go")]),
        )
        await expect(log.locator("strong")).to_have_text("Welcome")
        await log.get_by_role("button", name="Go on").click()
        updates = await screen.until(lambda: sandbox.result("getUpdates", offset=-1))
        query = updates[0]["callback_query"]["id"]
        await sandbox.result(
            "editMessageText",
            chat_id=alex,
            message_id=sent,
            text="On the floor",
            reply_markup=keyboard([("Done", "done")]),
        )
        await expect(log.get_by_role("button", name="Done")).to_be_visible()
        await expect(log).to_contain_text("edited")
        await sandbox.result(
            "answerCallbackQuery", callback_query_id=query, text="Stop now", show_alert=True
        )
        await expect(page.get_by_role("dialog")).to_contain_text("Stop now")
        await screen.button("OK").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_an_answer_that_comes_while_the_chat_is_loading_is_not_lost(
    browser: Browser,
) -> None:
    async with a_screen(browser) as screen:
        page = screen.page
        answered = asyncio.Event()

        async def late(route: Route) -> None:
            """Answer with the chat as it was before the bot wrote, but after that message."""
            fetched = await route.fetch()
            await answered.wait()
            await route.fulfill(response=fetched)

        await page.route("**/messages?*", late)
        alex = await screen.person()
        await screen.says(alex, "Hello Alex")
        await expect(screen.log).to_contain_text("Hello Alex")
        answered.set()
        await expect(page.locator(".message")).to_have_count(2)
        await expect(page.locator(".message").first).to_contain_text("/start")


@dataclass
class OneReminder:
    """A bot that writes once, an hour after noon, and takes some time for it."""

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
        """Do nothing: this bot handles no updates."""


async def test_the_button_for_the_next_reminder_shows_progress(browser: Browser) -> None:
    world = World(StandingClock())
    bot = OneReminder(world)
    async with a_screen(browser, world=world, bot=bot) as screen:
        page = screen.page
        await screen.person()
        await screen.sandbox.result("getUpdates", offset=10**12)
        await screen.button("Clock and tools").click()
        button = screen.button("Next reminder")
        await button.click()
        await expect(page.locator("#moving")).to_be_visible()
        await expect(button).to_be_disabled()
        bot.go_on.set()
        await expect(button).to_be_enabled()
        await expect(page.locator("#clock-note")).to_contain_text("It is Tue 10 Mar, 14:00")
        await screen.button("Close the tools").click()
        await expect(screen.log).to_contain_text("Time to stretch")


@asynccontextmanager
async def a_break(screen: Screen) -> AsyncIterator[None]:
    """Stop the sandbox for a while; it comes back at the same address."""
    port = int(screen.server.url.rpartition(":")[2])
    await screen.server.stop()
    yield
    screen.server = Server(create_app(screen.sandbox.world), port=port)
    await screen.server.start()


async def test_a_lost_connection_is_shown_and_missed_events_are_loaded(
    browser: Browser,
) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        alex = await screen.person()
        old = await screen.says(alex, "Old news")
        edited = await screen.says(alex, "Hold on", reply_markup=keyboard([("Go", "go")]))
        await screen.log.get_by_role("button", name="Go").click()
        updates = await screen.until(lambda: sandbox.result("getUpdates", offset=-1))
        query = updates[0]["callback_query"]["id"]
        async with a_break(screen):
            await expect(page.get_by_role("alert")).to_contain_text("does not answer")
            await page.get_by_label("Message", exact=True).fill("Are you there?")
            await screen.button("Send").click()
            await expect(page.locator(".toast")).to_contain_text("Nothing was sent")
            await expect(page.get_by_label("Message", exact=True)).to_have_value("Are you there?")
            await screen.says(alex, "While you were away")
            here = {"chat_id": alex, "message_id": edited}
            await sandbox.result("editMessageText", **here, text="Well held")
            await sandbox.result("deleteMessage", chat_id=alex, message_id=old)
            await sandbox.result(
                "answerCallbackQuery", callback_query_id=query, text="Noted", show_alert=True
            )
        await expect(page.get_by_role("dialog")).to_contain_text("Noted")
        await screen.button("OK").click()
        await expect(page.get_by_role("alert")).to_be_hidden()
        await expect(screen.log).to_contain_text("While you were away")
        await expect(screen.log).to_contain_text("Well held")
        await expect(screen.log).not_to_contain_text("Old news")
        await screen.button("Send").click()
        await expect(screen.log).to_contain_text("Are you there?")
        # The browser itself logs the failed requests.
        assert all("ERR_" in error for error in screen.errors)
        screen.errors.clear()


async def test_what_people_and_the_bot_write_never_runs(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        called: list[str] = []
        await page.expose_function("stop", lambda: called.append("stop"))
        await sandbox.result("setMyName", name=TRAP[:64])
        await sandbox.result("setMyDescription", description=TRAP)
        commands = [{"command": "trap", "description": TRAP}]
        await sandbox.result("setMyCommands", commands=commands)
        await expect(page.locator(".welcome p")).to_have_text(TRAP)
        alex = await screen.person()
        await sandbox.post("users", first_name=TRAP[:64], last_name=TRAP[:64])
        link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org"}
        quiet = [
            [
                {"text": TRAP, "url": "https://example.org/"},
                {"text": "b", "copy_text": {"text": TRAP}},
            ]
        ]
        sent = await screen.says(
            alex, f"link {TRAP}", entities=[link], reply_markup={"inline_keyboard": quiet}
        )
        await sandbox.result("pinChatMessage", chat_id=alex, message_id=sent)
        world = sandbox.world
        message = world.message(alex, sent)
        assert message is not None
        message.body["entities"][0]["url"] = "javascript:stop()"
        message.body["reply_markup"]["inline_keyboard"][0][0]["url"] = "javascript:stop()"
        world.change_message(message)
        files = {"document": (f"{TRAP}.html", TRAP.encode(), "text/html")}
        await sandbox.http.post(f"/sim/users/{alex}/media", files=files, data={"caption": TRAP})
        person = world.people[alex]
        option = {"text": TRAP, "voter_count": 0}
        poll = {"question": TRAP, "options": [option], "total_voter_count": 0}
        world.add_message(person, {"poll": poll}, from_bot=True)
        contact = {"first_name": TRAP, "phone_number": TRAP}
        world.add_message(person, {"contact": contact}, from_bot=True)
        place = {"location": {"latitude": 1, "longitude": 2}, "title": TRAP, "address": TRAP}
        world.add_message(person, {"venue": place}, from_bot=True)
        markup = {"keyboard": [[{"text": TRAP}]], "input_field_placeholder": TRAP[:64]}
        await screen.says(alex, "keys", reply_markup=markup)
        await sandbox.refusal("sendMessage", chat_id=alex, text="<b>", parse_mode=TRAP)
        await expect(page.locator("#keys")).to_contain_text(TRAP)
        await page.locator("#calls summary").first.dispatch_event("click")
        await expect(page.locator("#calls pre").first).to_contain_text("onerror")
        addresses = await page.locator(".message a").evaluate_all("all => all.map(a => a.href)")
        assert not any(address.startswith("javascript:") for address in addresses)
        assert await page.locator("img[src=x], script:not([type=module])").count() == 0
        assert called == []
