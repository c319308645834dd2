"""The real bot on the chat page: the first day, a night, a fault, two people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox import Server
from tests.sandbox.pages import DESKTOP, a_page
from tests.stories.story import Story, a_story

pytestmark = pytest.mark.asyncio(loop_scope="module")
MOST_PRESSES = 60


@asynccontextmanager
async def a_demo(folder: Path) -> AsyncIterator[tuple[Story, str]]:
    """Run Limber on a new world, and yield the URL of its chat page."""
    async with a_story(folder) as story:
        server = Server(story.app, port=0)
        await server.start()
        try:
            yield story, server.url
        finally:
            await server.stop()


def newest(page: Page) -> Locator:
    """The newest message of the bot."""
    return page.locator("article.bot").last


async def presses_first(story: Story, page: Page) -> str:
    """Press the first button of the newest message that has buttons; return its label."""
    button = page.locator(".inline-keys").last.locator("button").first
    label = str(await button.text_content())
    async with page.expect_response("**/press"):
        await button.click()
    await story.settles()
    # The page has handled all events once it shows the newest message.
    seen = await story.http.get("/sim/users")
    chat = await story.http.get(f"/sim/users/{seen.json()[0]['id']}/messages")
    last = [m for m in chat.json() if not m["deleted"]][-1]
    words = (last.get("text") or last.get("caption") or "").strip().splitlines()
    if words:
        await expect(page.locator("article").last).to_contain_text(words[0].strip())
    return label


async def joins(story: Story, page: Page) -> list[str]:
    """Go from Start to the first plan, with the first button each time; return the labels."""
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator("article.bot")).to_have_count(1)
    pressed: list[str] = []
    while "Try it now" not in await newest(page).inner_text():
        pressed.append(await presses_first(story, page))
        assert len(pressed) < MOST_PRESSES, pressed
    return pressed


async def test_the_first_day_from_start_to_a_streak(browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    async with a_demo(tmp_path) as (story, url), a_page(browser, url, errors) as page:
        await expect(page.locator(".welcome")).to_contain_text("stretch")
        await joins(story, page)
        presses = 0
        while "streak" not in (await newest(page).inner_text()).lower():
            await presses_first(story, page)
            presses += 1
            assert presses < MOST_PRESSES
        await page.get_by_role("button", name="Commands").click()
        await page.get_by_role("option", name="/streak").click()
        await expect(newest(page)).to_contain_text("1")
        # All pictures of the day have loaded.
        broken = "all => all.filter(it => it.complete && !it.naturalWidth).length"
        assert await page.locator("article img").evaluate_all(broken) == 0
    assert errors == []


async def test_a_night_passes_and_the_reminder_is_there_in_the_morning(
    browser: Browser, tmp_path: Path
) -> None:
    errors: list[str] = []
    night = {"color_scheme": "dark", "viewport": DESKTOP, "timezone_id": "Europe/London"}
    async with a_demo(tmp_path) as (story, url), a_page(browser, url, errors, **night) as page:
        await joins(story, page)
        day = str(await page.locator("#clock-date").text_content())
        before = await page.locator("article.bot").count()
        await page.get_by_role("button", name="Tomorrow morning").click()
        note = page.locator("#clock-note")
        await expect(note).to_contain_text("08:30")
        assert day not in str(await note.text_content())
        await expect(page.locator(".day")).to_have_count(2)
        assert await page.locator("article.bot").count() > before
        labels = await page.locator(".inline-keys").last.locator("button").all_text_contents()
        assert any("Start" in label for label in labels), labels
        await expect(page.locator("html")).to_have_attribute("data-theme", "night")
    assert errors == []


async def test_a_reminder_held_back_by_a_fault_arrives_after_it(
    browser: Browser, tmp_path: Path
) -> None:
    errors: list[str] = []
    wide = {"viewport": DESKTOP}
    async with a_demo(tmp_path) as (story, url), a_page(browser, url, errors, **wide) as page:
        await joins(story, page)
        await page.get_by_label("Which calls").select_option("sendMessage")
        await page.get_by_role("button", name="429 Wait").click()
        await expect(page.locator("#trouble-left")).to_contain_text("retry after 5 s")
        before = await page.locator("article.bot").count()
        await page.get_by_label("Message", exact=True).fill("/help")
        await page.get_by_role("button", name="Send", exact=True).click()
        refused = page.locator("#calls li", has_text="429")
        await expect(refused).to_contain_text("sendMessage")
        await expect(page.locator("#trouble-left li")).to_have_count(0)
        await page.get_by_role("button", name="+10 min").click()
        await expect(page.locator("article.bot")).to_have_count(before + 1)
        await expect(newest(page)).to_contain_text("/today")
    assert errors == []


async def test_two_people_side_by_side_see_their_own_chat(browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    async with (
        a_demo(tmp_path) as (story, url),
        a_page(browser, url, errors) as one,
        a_page(browser, url, errors, viewport=DESKTOP) as other,
    ):
        await joins(story, one)
        await other.get_by_label("New person").fill("Bo")
        await other.get_by_role("button", name="Add", exact=True).click()
        await expect(other.locator("#people-list [aria-current]")).to_contain_text("Bo")
        await other.get_by_role("button", name="Start", exact=True).click()
        await expect(newest(other)).to_contain_text("Bo")
        await expect(newest(one)).not_to_contain_text("Bo")
        # What one person reads is marked as unread beside the other's name.
        people = (await story.http.get("/sim/users")).json()
        await one.goto(f"{url}/#/people/{people[1]['id']}")
        await expect(newest(one)).to_contain_text("Bo")
        await one.get_by_label("Message", exact=True).fill("/help")
        await one.get_by_role("button", name="Send", exact=True).click()
        await expect(newest(other)).to_contain_text("/today")
        await one.goto(f"{url}/#/people/{people[0]['id']}")
        await one.get_by_label("Message", exact=True).fill("/help")
        await one.get_by_role("button", name="Send", exact=True).click()
        await expect(other.locator("#people-list button").first).to_contain_text("unread")
    assert errors == []
