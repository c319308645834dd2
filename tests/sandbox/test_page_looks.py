"""Accessibility of the chat page: contrast, size, width, names, and keyboard control."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.sandbox import accessibility
from tests.sandbox.driver import keyboard
from tests.sandbox.pages import DESKTOP, PHONE, Screen, a_picture, a_screen, a_video

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "Please remind me about this one a little later today, when I am at home again"
MARKUP = (
    "<b>bold</b> <i>italic</i> <code>code</code> <tg-spoiler>spoiler</tg-spoiler> "
    '<a href="https://example.org">link</a> #tag /streak\n'
    '<blockquote>quote</blockquote><pre><code class="language-python">print(1)</code></pre>'
)
DAYS = [(day, day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
QUIZ: dict[str, Any] = {
    "question": "What does the bridge train?",
    "options": [{"text": "Neck"}, {"text": "Bottom"}],
    "type": "quiz",
    "correct_option_ids": [1],
    "explanation": "It lifts the hips.",
}
POLL: dict[str, Any] = {"question": "How was it?", "options": [{"text": LONG}, {"text": "Hard"}]}


async def full(screen: Screen) -> int:
    """Build a chat with everything that a message can contain; return the person's id."""
    sandbox = screen.sandbox
    alex = await screen.person()
    here = {"chat_id": alex}
    await screen.says(alex, MARKUP, parse_mode="HTML")
    first = await screen.says(alex, "Donaudampfschiff" * 12, disable_notification=True)
    keys = keyboard([(LONG, "a")], [("Yes", "b"), (LONG, "c")], DAYS)
    keys["inline_keyboard"].append(
        [
            {"text": style, "callback_data": style, "style": style}
            for style in ("success", "danger", "primary")
        ]
    )
    await screen.says(alex, "Buttons", reply_markup=keys)
    await screen.sends(alex, "photo", a_picture(64, 48), caption="A picture")
    await screen.sends(alex, "photo", a_picture(1000, 60, 255))
    await screen.sends(alex, "photo", a_picture(60, 900, 0))
    await screen.sends(alex, "animation", a_video())
    await screen.sends(alex, "document", b"a,b", caption="A file")
    await sandbox.result("sendPoll", **here, **POLL)
    quiz = await sandbox.result("sendPoll", **here, **QUIZ)
    await sandbox.post(f"users/{alex}/vote", message_id=quiz["message_id"], options=[0])
    await sandbox.post(f"users/{alex}/location", latitude=52.5, longitude=13.4)
    await sandbox.post(f"users/{alex}/contact", phone_number="+442079460123")
    await sandbox.post(f"users/{alex}/text", text="See /today", reply_to=first)
    sent = await screen.says(alex, "Well done")
    await sandbox.result("pinChatMessage", **here, message_id=sent)
    faces = [{"type": "emoji", "emoji": "👍"}]
    await sandbox.result("setMessageReaction", **here, message_id=sent, reaction=faces)
    menu = [{"command": "today", "description": LONG}, {"command": "help", "description": "help"}]
    await sandbox.result("setMyCommands", commands=menu)
    reply = {"keyboard": [[{"text": LONG}], [{"text": "Berlin"}, {"text": LONG}, {"text": "Rome"}]]}
    await screen.says(alex, "Where?", reply_markup=reply)
    await sandbox.result("sendMessageDraft", **here, draft_id=3, text="Let me see")
    await expect(screen.page.locator(".draft")).to_be_visible()
    return alex


async def views(screen: Screen) -> AsyncIterator[str]:
    """Yield the names of the page's views while each is open: scroll positions and panels."""
    page = screen.page
    # No transitions: the checks need the final state.
    await page.emulate_media(reduced_motion="reduce")
    await page.evaluate("Promise.all(document.getAnimations().map(it => it.finished))")
    yield "the end of the chat"
    await screen.log.evaluate("log => log.scrollTo(0, 0)")
    await expect(page.locator("#to-end")).to_be_visible()
    yield "the beginning of the chat"
    await screen.button("Commands").click()
    yield "the commands"
    await page.keyboard.press("Escape")
    await page.locator("article.mine").last.focus()
    await page.keyboard.press("Enter")
    yield "the actions"
    await page.get_by_role("menuitem", name="Edit").click()
    yield "an edit"
    await page.keyboard.press("Escape")
    await screen.button("Share a location").click()
    yield "the places"
    await page.keyboard.press("Escape")
    if await page.locator("#who").is_visible():
        await page.locator("#who").click()
        await page.get_by_text("New group").click()
        yield "the people"
        await page.keyboard.press("Escape")
        await screen.button("Clock and tools").click()
    await screen.button("429 Wait").click()
    await expect(page.locator("#trouble-left")).to_contain_text("429")
    await page.locator("#calls summary").first.click()
    yield "the tools"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast_is_sufficient_in_both_themes(
    browser: Browser, size: dict[str, int], scheme: str
) -> None:
    async with a_screen(browser, options={"viewport": size, "color_scheme": scheme}) as screen:
        await full(screen)
        async for view in views(screen):
            assert await accessibility.pale(screen.page) == [], view


async def test_controls_are_large_enough_and_nothing_overflows_the_phone(
    browser: Browser,
) -> None:
    async with a_screen(browser) as screen:
        await full(screen)
        async for view in views(screen):
            assert await accessibility.small(screen.page) == [], view
            assert await accessibility.wide(screen.page) == [], view


async def test_nothing_overflows_the_smallest_phone(browser: Browser) -> None:
    smallest = {"viewport": {"width": 320, "height": 568}}
    async with a_screen(browser, options=smallest) as screen:
        await full(screen)
        async for view in views(screen):
            assert await accessibility.wide(screen.page) == [], view


async def test_every_control_has_a_name(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        await full(screen)
        async for view in views(screen):
            assert await accessibility.unnamed(screen.page) == [], view


async def tab(screen: Screen, key: str = "Tab") -> str:
    """Press Tab, check that the focus ring is visible, and return the name of the control."""
    await screen.page.keyboard.press(key)
    at = await accessibility.focus(screen.page)
    if at["name"] not in ("Message", "Conversation"):
        assert at["ring"] >= 2, at
        assert at["contrast"] >= 3, at
    name: str = at["name"]
    return name


async def tabs_to(screen: Screen, wanted: str, key: str = "Tab") -> list[str]:
    """Press Tab until the wanted control has the focus; return the names on the way."""
    way: list[str] = []
    while len(way) < 30:
        way.append(await tab(screen, key))
        if way[-1] == wanted:
            return way
    raise AssertionError(f"{wanted!r} was not on the way: {way}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_keyboard_is_enough(browser: Browser, scheme: str) -> None:
    async with a_screen(browser, options={"color_scheme": scheme}) as screen:
        page, sandbox = screen.page, screen.sandbox
        press = page.keyboard.press
        await expect(screen.button("Start")).to_be_visible()
        await tabs_to(screen, "Start")
        await press("Enter")
        await expect(screen.log).to_contain_text("/start")
        await expect(page.get_by_label("Message", exact=True)).to_be_focused()
        alex = (await sandbox.get("users"))[0]["id"]
        await sandbox.result("setMyCommands", commands=[{"command": "today", "description": "now"}])
        keys = keyboard([("Go", "go"), ("Later", "later")])
        await screen.says(alex, "Ready?", reply_markup=keys)
        await expect(screen.button("Commands")).to_be_visible()
        # Backwards from the field: the commands, then the newest buttons.
        assert await tabs_to(screen, "Go", "Shift+Tab") == ["Commands", "Later", "Go"]
        await press("Enter")
        updates = await screen.until(lambda: sandbox.result("getUpdates", offset=-1))
        assert updates[0]["callback_query"]["data"] == "go"
        # To the conversation, and a reply to a message.
        await tabs_to(screen, "Conversation", "Shift+Tab")
        await press("ArrowUp")
        await press("Enter")
        await expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
        await press("Enter")
        await page.keyboard.type("Yes")
        await press("Enter")
        await expect(page.locator(".quote-line")).to_contain_text("Ready?")
        # A command from the menu.
        await page.keyboard.type("/t")
        await press("ArrowDown")
        await press("Enter")
        await expect(page.locator(".mine").last).to_contain_text("/today")
        # The tools and back.
        await tabs_to(screen, "Clock and tools", "Shift+Tab")
        await press("Enter")
        await expect(screen.button("Close the tools")).to_be_focused()
        await press("Escape")
        await expect(screen.button("Clock and tools")).to_be_focused()
        assert screen.errors == []
