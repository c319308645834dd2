"""The one door out: refusals become values."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.chat.limits import Gate, Priority
from bot.chat.messages.message import Button, Message
from bot.chat.sender import Missing, Sender
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
        return len((await self.door.get("/sim/calls", params={"method": method})).json())


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
            yield Line(Sender(bot, Gate(1000, sleep=no_wait)), made["id"], door)


async def no_wait(_: float) -> None:
    """A gate that does not keep a test waiting."""


async def test_what_arrives_has_a_number(line: Line) -> None:
    assert isinstance(await line.sender.send(line.chat, HELLO), Sent)


async def test_a_picture_is_uploaded_once_and_then_named(line: Line) -> None:
    message = Message("Cat", picture=POSTER)
    for _ in range(3):
        assert isinstance(await line.sender.send(line.chat, message), Sent)
    sent = (await line.door.get("/sim/calls", params={"method": "sendPhoto"})).json()
    assert len({str(call["params"]["photo"]) for call in sent[1:]}) == 1
    assert sent[0]["params"]["photo"] != sent[1]["params"]["photo"]


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
