"""The one door out: refusals become values."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated
from telegram.request import HTTPXRequest

from bot.chat.message import Button, Message
from bot.chat.outbound.bot_api_client import BotApiClient
from bot.chat.outbound.file_uploads import FileUploader
from bot.chat.outbound.rate_limits import Priority, RateLimiter
from bot.chat.outbound.send_outcomes import Missing
from bot.chat.outbound.sender import Sender
from bot.content.loader import find_folder
from bot.demo import TOKEN
from bot.sandbox import World, create_app
from bot.services.ports import Gone, Sent, TryLater

HELLO = Message("<b>Hello</b>", ((Button("Go", "o:x:"),),))
POSTER = find_folder() / "exercises" / "cat-stretch" / "poster.png"


class Line:
    """A sender, a chat on the sandbox, and the control door."""

    def __init__(self, sender: Sender, chat: int, door: httpx.AsyncClient) -> None:
        self.sender = sender
        self.chat = chat
        self.door = door

    async def fails(self, method: str, **how: Any) -> None:
        await self.door.post("/sim/faults", json={"method": method, "times": 1, **how})

    async def calls(self, method: str) -> int:
        return len(await self._made(method))

    async def photos(self) -> list[str]:
        """How each picture went: "upload" or "id"."""
        made = await self._made("sendPhoto")
        return ["id" if "://" not in str(call["params"]["photo"]) else "upload" for call in made]

    async def _made(self, method: str) -> list[dict[str, Any]]:
        made: list[dict[str, Any]]
        made = (await self.door.get("/sim/calls", params={"method": method})).json()
        return made


class Shelf(dict[str, str]):
    """Remembers uploads as long as a test lasts."""

    async def known(self, digest: str) -> str | None:
        return self.get(digest)

    async def remember(self, digest: str, file_id: str) -> None:
        self[digest] = file_id

    async def forget(self, digest: str) -> None:
        del self[digest]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """Somebody who has started the bot, and a sender to them."""
    transport = httpx.ASGITransport(app=create_app(World()))
    base = "http://sandbox"
    async with httpx.AsyncClient(transport=transport, base_url=base) as door:
        made = (await door.post("/sim/users", json={"first_name": "Ana"})).json()
        await door.post(f"/sim/users/{made['id']}/text", json={"text": "/start"})
        request = HTTPXRequest(httpx_kwargs={"transport": transport})
        bot = Bot(TOKEN, f"{base}/bot", f"{base}/file/bot", request=request)
        async with bot:
            post = BotApiClient(bot, FileUploader(Shelf()))
            yield Line(Sender(bot, RateLimiter(1000, sleep=no_wait), post), made["id"], door)


async def no_wait(_: float) -> None:
    """A gate that does not keep a test waiting."""


async def test_what_arrives_has_a_number(line: Line) -> None:
    assert isinstance(await line.sender.send(line.chat, HELLO), Sent)


async def test_a_picture_is_uploaded_once_and_then_named(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    for _ in range(3):
        assert isinstance(await line.sender.send(line.chat, message), Sent)
    assert await line.photos() == ["upload", "id", "id"]


async def test_many_at_once_upload_one_file(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    await asyncio.gather(*(line.sender.send(line.chat, message) for _ in range(5)))
    assert await line.photos() == ["upload", "id", "id", "id", "id"]


async def test_what_was_uploaded_before_a_restart_is_named_after_it(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    await line.sender.send(line.chat, message)
    memory = line.sender.client.pictures.memory
    after = Sender(
        line.sender.bot,
        line.sender.rate_limiter,
        BotApiClient(line.sender.bot, FileUploader(memory)),
    )
    await after.send(line.chat, message)
    assert await line.photos() == ["upload", "id"]


async def test_a_file_that_telegram_forgot_is_uploaded_again(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    await line.sender.send(line.chat, message)
    await line.fails("sendPhoto", status=400, description="Bad Request: wrong file identifier")
    assert isinstance(await line.sender.send(line.chat, message), Sent)
    assert await line.photos() == ["upload", "id", "upload"]


async def test_another_refusal_of_a_picture_is_no_reason_to_upload(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    await line.sender.send(line.chat, message)
    await line.fails("sendPhoto", status=403, description="Forbidden: bot was blocked by the user")
    assert await line.sender.send(line.chat, message) == Gone()
    assert await line.photos() == ["upload", "id"]


async def test_a_picture_changes_in_place(line: Line) -> None:
    sent = await line.sender.send(line.chat, Message("Cat", picture=POSTER))
    assert isinstance(sent, Sent)
    other = POSTER.parents[1] / "childs-pose" / "poster.png"
    for _ in range(2):
        edited = Message("Child", picture=other)
        assert await line.sender.edit(line.chat, sent.message, edited, redraw=True) == sent
        drawn = Message("Chart", picture=POSTER.read_bytes())
        assert await line.sender.edit(line.chat, sent.message, drawn, redraw=True) == sent
    chat = (await line.door.get(f"/sim/users/{line.chat}/messages")).json()
    assert chat[-1]["caption"] == "Chart"
    assert await line.calls("editMessageMedia") == 4


async def test_somebody_who_blocked_the_bot_is_gone(line: Line) -> None:
    await line.door.post(f"/sim/users/{line.chat}/block", json={})
    assert await line.sender.send(line.chat, HELLO) == Gone()


async def test_a_chat_that_does_not_exist_is_gone(line: Line) -> None:
    assert await line.sender.send(42, HELLO) == Gone()


async def test_a_reminder_is_told_how_long_to_wait(line: Line) -> None:
    await line.fails("sendMessage", status=429, retry_after=7)
    outcome = await line.sender.send(line.chat, HELLO, Priority.REMINDER)
    assert outcome == TryLater(timedelta(seconds=7), certain=True)


async def test_an_answer_is_tried_again_after_the_wait(line: Line) -> None:
    await line.fails("sendMessage", status=429, retry_after=1)
    assert isinstance(await line.sender.send(line.chat, HELLO), Sent)
    assert await line.calls("sendMessage") == 2


async def test_a_broken_server_leaves_open_whether_it_arrived(line: Line) -> None:
    await line.fails("sendMessage", status=502)
    outcome = await line.sender.send(line.chat, HELLO, Priority.REMINDER)
    assert isinstance(outcome, TryLater)
    assert not outcome.certain


async def test_an_answer_is_sent_again_until_telegram_takes_it_or_patience_is_over(
    line: Line,
) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    line.sender.sleep = wait
    await line.fails("sendMessage", status=502)
    await line.fails("sendMessage", drop="after")
    assert isinstance(await line.sender.send(line.chat, HELLO), Sent)
    assert waited == [0.0, 1.0]
    await line.fails("sendMessage", status=502, times=9)
    assert isinstance(await line.sender.send(line.chat, HELLO), TryLater)
    assert waited[2:] == [0.0, 1.0, 2.0, 4.0]


async def test_a_reminder_whose_answer_was_lost_is_not_sent_again_here(line: Line) -> None:
    await line.fails("sendMessage", drop="after")
    outcome = await line.sender.send(line.chat, HELLO, Priority.REMINDER)
    assert isinstance(outcome, TryLater)
    assert await line.calls("sendMessage") == 1


async def test_an_edit_whose_answer_was_lost_is_known_to_have_arrived(line: Line) -> None:
    sent = await line.sender.send(line.chat, HELLO)
    assert isinstance(sent, Sent)
    await line.fails("editMessageText", drop="after")
    assert await line.sender.edit(line.chat, sent.message, Message("Bye")) == sent
    await line.sender.strip(line.chat, sent.message)
    assert await line.sender.strip(line.chat, sent.message) == sent


async def test_a_press_that_telegram_does_not_let_us_answer_is_no_error(line: Line) -> None:
    await line.fails("answerCallbackQuery", status=429, retry_after=30)
    assert not await line.sender.answer("1")
    assert line.sender.rate_limiter.held == 0


async def test_editing_without_a_change_is_fine(line: Line) -> None:
    sent = await line.sender.send(line.chat, HELLO)
    assert isinstance(sent, Sent)
    assert await line.sender.edit(line.chat, sent.message, HELLO) == sent


async def test_editing_what_is_not_there_says_so(line: Line) -> None:
    assert await line.sender.edit(line.chat, 999, HELLO) == Missing()
    picture = Message("Cat", picture=POSTER)
    assert await line.sender.edit(line.chat, 999, picture) == Missing()


async def test_buttons_can_be_taken_off(line: Line) -> None:
    sent = await line.sender.send(line.chat, HELLO)
    assert isinstance(sent, Sent)
    await line.sender.strip(line.chat, sent.message)
    chat = (await line.door.get(f"/sim/users/{line.chat}/messages")).json()
    assert chat[-1]["keyboard"] == []


async def test_a_press_that_is_too_old_is_no_error(line: Line) -> None:
    await line.sender.answer("123456789", "too late")


async def test_a_mistake_of_ours_is_raised(line: Line) -> None:
    with pytest.raises(Exception, match=r"(?i)can't parse entities"):
        await line.sender.send(line.chat, Message("<b>unclosed"))


async def test_a_missing_file_is_a_bug_not_a_refusal(line: Line, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await line.sender.send(line.chat, Message("x", picture=tmp_path / "none.png"))


async def test_a_reminder_is_attempted_after_the_gate_and_only_then(line: Line) -> None:
    asked: list[float] = []

    async def attempt() -> bool:
        asked.append(line.sender.rate_limiter.held)
        return len(asked) > 1

    line.sender.rate_limiter.back_off(60)
    outcome = await line.sender.send(line.chat, HELLO, Priority.REMINDER, attempt)
    assert isinstance(outcome, TryLater)
    assert outcome.certain
    assert outcome.after > timedelta(seconds=50)
    assert asked == []
    free = Sender(line.sender.bot, RateLimiter(1000, sleep=no_wait), line.sender.client)
    assert isinstance(await free.send(line.chat, HELLO, Priority.REMINDER, attempt), TryLater)
    assert await line.calls("sendMessage") == 0
    assert isinstance(await free.send(line.chat, HELLO, Priority.REMINDER, attempt), Sent)


async def test_a_lost_answer_makes_everybody_wait_until_telegram_is_back(line: Line) -> None:
    await line.fails("sendMessage", status=502)
    await line.sender.send(line.chat, HELLO, Priority.REMINDER)
    assert line.sender.circuit_breaker.is_open
    assert isinstance(await line.sender.send(line.chat, HELLO, Priority.REMINDER), Sent)
    assert not line.sender.circuit_breaker.is_open
    assert await line.calls("getMe") >= 2


async def test_reminders_may_cost_stars_when_the_operator_says_so(line: Line) -> None:
    line.sender.paid = True
    for priority in (Priority.REMINDER, Priority.ANSWER):
        await line.sender.send(line.chat, HELLO, priority)
    calls = (await line.door.get("/sim/calls", params={"method": "sendMessage"})).json()
    assert [call["params"].get("allow_paid_broadcast") for call in calls] == ["true", None]


async def test_a_group_that_moved_is_followed(line: Line) -> None:
    chats = []

    async def call(chat: int) -> int:
        chats.append(chat)
        if chat == -5:
            raise ChatMigrated(-1005)
        return 1

    for _ in range(2):
        assert await line.sender._go(-5, Priority.ANSWER, call) == Sent(1)
    assert chats == [-5, -1005, -1005]
