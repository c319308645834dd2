"""Reading on the chat page: nothing jumps, and everything that is sent is shown."""

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.sandbox.driver import keyboard
from tests.sandbox.pages import a_picture, a_screen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def top_of(element: Locator) -> float:
    """The top edge of an element on the screen."""
    top: float = await element.evaluate("element => element.getBoundingClientRect().top")
    return top


async def test_edits_and_new_messages_do_not_move_the_visible_messages(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        alex = await screen.person()
        sent = [await screen.says(alex, f"line {number}") for number in range(40)]
        await expect(screen.log).to_contain_text("line 39")
        await expect(page.locator("#to-end")).to_be_hidden()
        read = page.locator(f"[data-id='{sent[10]}']")
        await read.evaluate("line => line.scrollIntoView({block: 'start'})")
        await expect(page.locator("#to-end")).to_be_visible()
        before = await top_of(read)
        for number in (2, 10, 38):
            here = {"chat_id": alex, "message_id": sent[number]}
            await sandbox.result("editMessageText", **here, text="taller\n" * 12 + str(number))
        await sandbox.result("deleteMessage", chat_id=alex, message_id=sent[3])
        await screen.says(alex, "one more")
        await screen.says(alex, "and one more")
        await expect(page.locator("#to-end")).to_contain_text("2 new messages")
        assert await top_of(read) == pytest.approx(before, abs=1)
        await expect(page).to_have_title("(2) Limber")
        await page.locator("#to-end").click()
        await expect(page.locator("#to-end")).to_be_hidden()
        await expect(page).to_have_title("Limber")


async def test_at_the_end_the_page_follows_new_and_growing_messages(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        for number in range(30):
            sent = await screen.says(alex, f"line {number}")
        await screen.sandbox.result(
            "editMessageText", chat_id=alex, message_id=sent, text="grown\n" * 9 + "to here"
        )
        await expect(screen.log).to_contain_text("to here")
        await expect(screen.page.locator("#to-end")).to_be_hidden()
        left = await screen.log.evaluate("l => l.scrollHeight - l.scrollTop - l.clientHeight")
        assert left == pytest.approx(0, abs=1)


async def test_an_edit_keeps_the_picture_and_the_focus(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        alex = await screen.person()
        keys = keyboard([("Go", "go"), ("Skip", "skip")])
        sent = await screen.sends(alex, "photo", a_picture(), caption="3", reply_markup=keys)
        picture = screen.log.locator(".media img")
        await picture.evaluate("picture => picture.dataset.mark = 'same'")
        await screen.button("Skip").focus()
        here = {"chat_id": alex, "message_id": sent, "reply_markup": keys}
        await sandbox.result("editMessageCaption", **here, caption="2")
        await expect(screen.log.locator(".words")).to_contain_text(["/start", "2"])
        assert await picture.get_attribute("data-mark") == "same"
        await expect(screen.button("Skip")).to_be_focused()
        # Another keyboard in the same place: the focus stays on the same button.
        other = keyboard([("Done", "done"), ("Pause", "pause")])
        await sandbox.result(
            "editMessageCaption", chat_id=alex, message_id=sent, caption="1", reply_markup=other
        )
        await expect(screen.button("Pause")).to_be_focused()
        # The keyboard is removed, and the next message brings one.
        await sandbox.result("editMessageCaption", chat_id=alex, message_id=sent, caption="0")
        await expect(screen.log).to_be_focused()
        await screen.says(alex, "Well done", reply_markup=keyboard([("On", "on")]))
        await expect(screen.button("On")).to_be_focused()
        await expect(page.locator("#announcer")).to_contain_text("Well done")


async def test_the_screen_reader_announces_only_what_is_new(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        text = "Bridge\nHold 9 s\n▰▱▱\nBreathe"
        sent = await screen.says(alex, text, reply_markup=keyboard([("Go", "go")]))
        heard = screen.page.locator("#announcer p")
        await expect(heard).to_have_text([f"Limber: {text}\nButtons: Go"])
        here = {"chat_id": alex, "message_id": sent}
        await screen.sandbox.result(
            "editMessageText", **here, text="Bridge\nHold 3 s\n▰▰▱\nBreathe"
        )
        await expect(heard.last).to_have_text("Hold 3 s")


async def test_two_people_have_their_own_unread_counts_zones_and_urls(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        alex = await screen.person()
        await screen.button("You are Alex. Change person").click()
        await page.get_by_label("New person").fill("Bo")
        await page.get_by_label("Language").select_option("de")
        await screen.button("Add").click()
        await expect(screen.button("You are Bo. Change person")).to_be_focused()
        bo = (await sandbox.get("users"))[1]
        assert (bo["first_name"], bo["language_code"]) == ("Bo", "de")
        assert page.url.endswith(f"#/people/{bo['id']}")
        await screen.says(alex, "one")
        sent = await screen.says(alex, "two")
        await sandbox.result("editMessageText", chat_id=alex, message_id=sent, text="two!")
        await expect(page).to_have_title("(2) Limber")
        await page.reload()
        await screen.button("You are Bo, 2 unread elsewhere. Change person").click()
        await page.locator("#people-list button", has_text="2 unread").click()
        await expect(screen.log).to_contain_text("two!")
        await expect(page).to_have_title("Limber")
        await page.go_back()
        await expect(screen.button("You are Bo. Change person")).to_be_visible()
        await page.goto(f"{screen.server.url}/#/people/{alex}")
        await expect(screen.log).to_contain_text("two!")
        assert await page.locator(".message time").first.text_content() == "13:00"
        await screen.button("Clock and tools").click()
        await page.get_by_label("Time zone of this person's phone").select_option("Asia/Tokyo")
        await expect(page.locator(".message time").first).to_have_text("21:00")
        await expect(page.locator("#clock-date")).to_have_text("Tue 10 Mar")
        await page.goto(f"{screen.server.url}/#/people/{bo['id']}")
        await expect(page.locator("#clock-time")).to_contain_text("13:0")


async def test_reopening_a_chat_starts_at_the_first_new_message(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page = screen.page
        alex = await screen.person()
        bo = await screen.sandbox.person("Bo")
        await screen.says(alex, "read before")
        await expect(page.locator(".news")).to_have_count(0)
        await page.goto(f"{screen.server.url}/#/people/{bo}")
        await expect(screen.button("You are Bo. Change person")).to_be_visible()
        for number in range(40):
            await screen.says(alex, f"line {number}")
        await expect(page).to_have_title("(40) Limber")
        await page.goto(f"{screen.server.url}/#/people/{alex}")
        line = page.locator(".news")
        await expect(line).to_be_in_viewport()
        await expect(page.get_by_text("line 0", exact=False).first).to_be_in_viewport()
        await expect(page.locator("#to-end")).to_contain_text("40 new messages")
        await page.locator("#to-end").click()
        await expect(page).to_have_title("Limber")
        # Messages that arrive while the chat is visible are not marked as new.
        await page.reload()
        await expect(screen.log).to_contain_text("line 39")
        await screen.says(alex, "the newest")
        await expect(screen.log).to_contain_text("the newest")
        await expect(line).to_have_count(0)


async def test_a_draft_stays_with_its_chat_and_survives_a_reload(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page = screen.page
        alex = await screen.person()
        bo = await screen.sandbox.person("Bo")
        field = page.get_by_label("Message", exact=True)
        await screen.log.locator(".mine").wait_for()
        await field.fill("half a thought")
        # Editing another message in between keeps the draft.
        await page.locator("article.mine").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("menuitem", name="Edit").click()
        await expect(field).to_have_value("/start")
        await page.keyboard.press("Escape")
        await expect(field).to_have_value("half a thought")
        await page.goto(f"{screen.server.url}/#/people/{bo}")
        await expect(field).to_have_value("")
        await page.reload()
        # The URL may change before the people are loaded.
        await page.goto(f"{screen.server.url}/#/people/{alex}")
        await expect(field).to_have_value("half a thought")
        await screen.button("Send").click()
        await expect(screen.log).to_contain_text("half a thought")
        await page.reload()
        await expect(field).to_have_value("")
