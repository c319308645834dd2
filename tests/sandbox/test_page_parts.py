"""The chat page beyond text: videos, polls, phone numbers, drafts and groups."""

import pytest
from playwright.async_api import Browser, FilePayload, Locator, expect

from tests.sandbox.driver import TOKEN, as_json, keyboard
from tests.sandbox.pages import Screen, a_picture, a_screen, a_video

pytestmark = pytest.mark.asyncio(loop_scope="module")
KEYS = keyboard([("Done", "done")])


async def height_of(element: Locator) -> float:
    """The height of an element on the screen."""
    height: float = await element.evaluate("element => element.offsetHeight")
    return height


async def changes(screen: Screen, person: int, message: int, kind: str, file: bytes) -> None:
    """Replace the media of a message as the bot."""
    media = {"type": kind, "media": "attach://new", "caption": "Hold"}
    answer = await screen.sandbox.http.post(
        f"/bot{TOKEN}/editMessageMedia",
        data={
            "chat_id": str(person),
            "message_id": str(message),
            "media": as_json(media),
            "reply_markup": as_json(KEYS),
        },
        files={"new": ("new", file)},
    )
    assert answer.json()["ok"], answer.text


async def test_a_video_plays_muted_in_a_loop(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        await screen.sends(alex, "animation", a_video(), caption="Walk")
        video = screen.log.locator("video")
        await video.evaluate("video => video.paused && new Promise(done => video.onplay = done)")
        state = await video.evaluate("f => [f.loop, f.muted, f.controls, f.playsInline]")
        assert state == [True, True, False, True]
        # It has looped once.
        await video.evaluate("""video => new Promise(done => {
            let before = 0;
            video.ontimeupdate = () => {
                if (video.currentTime < before) done();
                before = video.currentTime;
            };
        })""")
        await screen.button("Pause the animation").click()
        await expect(screen.button("Play the animation")).to_be_visible()
        assert await video.evaluate("video => video.paused")


async def test_with_reduced_motion_a_video_starts_paused(browser: Browser) -> None:
    async with a_screen(browser, options={"reduced_motion": "reduce"}) as screen:
        alex = await screen.person()
        await screen.sends(alex, "animation", a_video())
        video = screen.log.locator("video")
        await expect(screen.button("Play the animation")).to_be_visible()
        assert await video.evaluate("video => video.paused && !video.autoplay")
        await screen.button("Play the animation").click()
        await expect(screen.button("Pause the animation")).to_be_visible()


async def test_replacing_a_picture_by_a_video_neither_jumps_nor_flashes(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        sent = await screen.sends(
            alex, "photo", a_picture(64, 48), caption="Hold", reply_markup=KEYS
        )
        message = screen.log.locator(f"[data-id='{sent}']")
        await expect(message.locator("img")).to_be_visible()
        before = await height_of(message)
        # In every frame, something is visible.
        await message.evaluate("""message => {
            globalThis.empty = 0;
            const look = () => {
                const shown = [...message.querySelectorAll("img, video")];
                if (!shown.some(it => it.complete || it.readyState >= 2)) globalThis.empty += 1;
                requestAnimationFrame(look);
            };
            look();
        }""")
        await changes(screen, alex, sent, "animation", a_video())
        await expect(message.locator("video")).to_be_visible()
        await expect(message.locator(".was")).to_have_count(0)
        await changes(screen, alex, sent, "photo", a_picture(64, 48, 30))
        await expect(message.locator("video")).to_have_count(0)
        assert await height_of(message) == pytest.approx(before, abs=1)
        assert await screen.page.evaluate("globalThis.empty") == 0


async def test_a_vote_is_counted_shown_and_taken_back(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        options = [{"text": "Easy"}, {"text": "Hard"}]
        asked = {"question": "How was it?", "options": options, "is_anonymous": False}
        await screen.sandbox.result("sendPoll", chat_id=alex, **asked)
        poll = screen.page.get_by_role("group", name="Poll: How was it?")
        await poll.get_by_role("button", name="Easy").click()
        await expect(poll.locator(".share").first).to_have_text("100 %Easy, 1 vote, your choice")
        answers = await screen.until(lambda: screen.sandbox.result("getUpdates", offset=-1))
        assert answers[0]["poll_answer"]["option_ids"] == [0]
        await poll.get_by_role("button", name="Take the vote back").click()
        await expect(poll.get_by_role("button", name="Easy")).to_be_visible()
        await expect(poll).to_contain_text("0 votes")


async def test_a_poll_can_take_several_answers(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        options = [{"text": day} for day in ("Mon", "Wed", "Fri")]
        asked = {"question": "Which days?", "options": options, "allows_multiple_answers": True}
        await screen.sandbox.result("sendPoll", chat_id=alex, **asked)
        poll = screen.page.get_by_role("group", name="Poll: Which days?")
        await expect(poll.get_by_role("button", name="Vote")).to_be_disabled()
        for day in ("Mon", "Fri", "Wed", "Wed"):
            await poll.get_by_role("button", name=day).click()
        await poll.get_by_role("button", name="Vote").click()
        await expect(poll.locator(".share")).to_contain_text(["your choice", "0 votes", "your"])


async def test_a_quiz_shows_the_correct_answer_and_the_explanation(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        quiz = {
            "question": "What does the bridge train?",
            "options": [{"text": "Neck"}, {"text": "Bottom"}],
            "type": "quiz",
            "correct_option_ids": [1],
            "explanation": "It lifts the hips.",
        }
        await screen.sandbox.result("sendPoll", chat_id=alex, **quiz)
        poll = screen.page.get_by_role("group", name="Quiz: What does the bridge train?")
        await expect(poll).not_to_contain_text("hips")
        await poll.get_by_role("button", name="Neck").click()
        await expect(poll.locator(".is-wrong")).to_contain_text("Neck")
        await expect(poll.locator(".share").last).to_contain_text("the right answer")
        await expect(poll).to_contain_text("It lifts the hips.")
        await expect(poll.get_by_role("button")).to_have_count(0)


async def test_a_contact_button_shares_the_phone_number(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        keys = {"keyboard": [[{"text": "My number", "request_contact": True}]]}
        await screen.says(alex, "How can I call you?", reply_markup=keys)
        await screen.button("My number").click()
        await screen.page.get_by_role("textbox", name="Number").fill("+44 20 7946 0123")
        await screen.button("Share it").click()
        await expect(screen.log).to_contain_text("+442079460123")
        update = (await screen.sandbox.result("getUpdates", offset=-1))[0]
        assert update["message"]["contact"]["user_id"] == alex


async def test_a_draft_grows_and_is_replaced_by_the_message(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        draft = {"chat_id": alex, "draft_id": 7}
        await screen.sandbox.result("sendMessageDraft", text="Let me", **draft)
        await expect(screen.page.locator(".draft")).to_have_text("Let me")
        bold = {"type": "bold", "offset": 0, "length": 3}
        await screen.sandbox.result("sendMessageDraft", text="Let me see", entities=[bold], **draft)
        await expect(screen.page.locator(".draft strong")).to_have_text("Let")
        await screen.says(alex, "Let me see: three days")
        await expect(screen.page.locator(".draft")).to_have_count(0)
        await expect(screen.log).to_contain_text("three days")


async def test_the_typing_action_is_shown(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        await screen.sandbox.result("sendChatAction", chat_id=alex, action="typing")
        await expect(screen.page.locator("#status")).to_have_text("typing")
        await screen.says(alex, "There")
        await expect(screen.page.locator("#status")).to_have_text("bot")


async def test_people_write_in_a_group(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        page, sandbox = screen.page, screen.sandbox
        alex = await screen.person()
        bo = await sandbox.person("Bo")
        await screen.button("You are Alex. Change person").click()
        await page.get_by_text("New group").click()
        await page.get_by_label("Name of the group").fill("Office")
        await screen.button("Make the group").click()
        await expect(page.get_by_role("heading", name="Office")).to_be_visible()
        group = (await sandbox.get("groups"))[0]
        assert group["members"] == [alex, bo]
        assert page.url.endswith(f"#/people/{alex}/groups/{-group['id']}")
        await page.get_by_label("Message", exact=True).fill("Who is in?")
        await screen.button("Send").click()
        await expect(page.locator(".mine")).to_contain_text("Who is in?")
        await sandbox.post(f"users/{bo}/text", text="Me", chat_id=group["id"])
        keys = keyboard([("Count me in", "in")])
        await screen.says(group["id"], "Three at noon", reply_markup=keys)
        await expect(page.locator(".author")).to_have_text(["Bo", "Limber"])
        await screen.log.get_by_role("button", name="Count me in").click()
        updates = await screen.until(lambda: sandbox.result("getUpdates", offset=-1))
        assert updates[0]["callback_query"]["from"]["id"] == alex
        await sandbox.post(f"groups/{-group['id']}/leave", user_id=bo)
        await expect(page.locator(".service")).to_have_text("Bo left the group")
        # In other chats the message counts as unread.
        await page.goto(f"{screen.server.url}/#/people/{alex}")
        await expect(page.get_by_role("heading", name="Limber")).to_be_visible()
        await screen.says(group["id"], "See you")
        await screen.button("You are Alex, 1 unread elsewhere. Change person").click()
        await expect(page.locator(".in-group")).to_contain_text("1 unread")


async def test_the_origin_of_a_message_is_shown(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        alex = await screen.person()
        first = await screen.says(alex, "Bridge: press the hips up, slowly")
        forward = {"chat_id": alex, "from_chat_id": alex, "message_id": first}
        await screen.sandbox.result("forwardMessage", **forward)
        await expect(screen.page.locator(".origin")).to_have_text("Forwarded from Limber")
        quote = {"message_id": first, "quote": "press the hips up"}
        await screen.says(alex, "Like this", reply_parameters=quote)
        await expect(screen.page.locator(".quote-line span").last).to_have_text("press the hips up")


async def test_a_sticker_or_a_voice_message_can_be_sent(browser: Browser) -> None:
    async with a_screen(browser) as screen:
        await screen.person()
        webp = b"RIFF\0\0\0\0WEBPVP8 "
        file = FilePayload(name="hi.webp", mimeType="image/webp", buffer=webp)
        await screen.page.locator("#file").set_input_files(file)
        await screen.page.get_by_role("combobox", name="As").select_option("Sticker")
        await screen.button("Send it").click()
        await expect(screen.page.locator(".is-sticker")).to_have_count(1)
        sound = FilePayload(name="hi.ogg", mimeType="audio/ogg", buffer=b"OggS")
        await screen.page.locator("#file").set_input_files(sound)
        await screen.button("Send it").click()
        await expect(screen.log.get_by_label("Voice message")).to_have_count(1)
        update = (await screen.sandbox.result("getUpdates", offset=-1))[0]
        assert "voice" in update["message"]
