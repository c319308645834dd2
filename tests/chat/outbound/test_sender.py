"""The sender: maps Telegram's errors to results, retries, uploads and pauses."""

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
from bot.services.send_permit import Reason

HELLO = Message("<b>Hello</b>", ((Button("Go", "o:x:"),),))
POSTER = find_folder() / "exercises" / "cat-stretch" / "poster.png"


class Env:
    """A sender, a chat in the sandbox, and a client of the control API."""

    def __init__(self, sender: Sender, chat: int, control: httpx.AsyncClient) -> None:
        self.sender = sender
        self.chat = chat
        self.control = control

    async def fails(self, method: str, **how: Any) -> None:
        await self.control.post("/sim/faults", json={"method": method, "times": 1, **how})

    async def calls(self, method: str) -> int:
        return len(await self._made(method))

    async def photos(self) -> list[str]:
        """Return how each picture was sent: "upload" or "id"."""
        made = await self._made("sendPhoto")
        return ["id" if "://" not in str(call["params"]["photo"]) else "upload" for call in made]

    async def _made(self, method: str) -> list[dict[str, Any]]:
        made: list[dict[str, Any]]
        made = (await self.control.get("/sim/calls", params={"method": method})).json()
        return made


class UploadMemory(dict[str, str]):
    """Stores uploaded file ids in memory."""

    async def known(self, digest: str) -> str | None:
        return self.get(digest)

    async def remember(self, digest: str, file_id: str) -> None:
        self[digest] = file_id

    async def forget(self, digest: str) -> None:
        del self[digest]


@pytest.fixture
async def env() -> AsyncIterator[Env]:
    """Yield an environment with a person who has started the bot."""
    transport = httpx.ASGITransport(app=create_app(World()))
    base = "http://sandbox"
    async with httpx.AsyncClient(transport=transport, base_url=base) as control:
        made = (await control.post("/sim/users", json={"first_name": "Ana"})).json()
        await control.post(f"/sim/users/{made['id']}/text", json={"text": "/start"})
        request = HTTPXRequest(httpx_kwargs={"transport": transport})
        bot = Bot(TOKEN, f"{base}/bot", f"{base}/file/bot", request=request)
        async with bot:
            client = BotApiClient(bot, FileUploader(UploadMemory()))
            yield Env(Sender(bot, RateLimiter(1000, sleep=no_wait), client), made["id"], control)


async def no_wait(_: float) -> None:
    """A sleep that returns at once."""


async def test_a_sent_message_has_an_id(env: Env) -> None:
    assert isinstance(await env.sender.send(env.chat, HELLO), Sent)


async def test_a_picture_is_uploaded_once_and_then_sent_by_id(env: Env) -> None:
    message = Message("Cat", picture=POSTER)
    for _ in range(3):
        assert isinstance(await env.sender.send(env.chat, message), Sent)
    assert await env.photos() == ["upload", "id", "id"]


async def test_concurrent_messages_upload_a_file_once(env: Env) -> None:
    message = Message("Cat", picture=POSTER)
    await asyncio.gather(*(env.sender.send(env.chat, message) for _ in range(5)))
    assert await env.photos() == ["upload", "id", "id", "id", "id"]


async def test_file_ids_survive_a_restart(env: Env) -> None:
    message = Message("Cat", picture=POSTER)
    await env.sender.send(env.chat, message)
    memory = env.sender.client.pictures.memory
    after = Sender(
        env.sender.bot,
        env.sender.rate_limiter,
        BotApiClient(env.sender.bot, FileUploader(memory)),
    )
    await after.send(env.chat, message)
    assert await env.photos() == ["upload", "id"]


async def test_a_file_that_telegram_forgot_is_uploaded_again(env: Env) -> None:
    message = Message("Cat", picture=POSTER)
    await env.sender.send(env.chat, message)
    await env.fails("sendPhoto", status=400, description="Bad Request: wrong file identifier")
    assert isinstance(await env.sender.send(env.chat, message), Sent)
    assert await env.photos() == ["upload", "id", "upload"]


async def test_an_unrelated_error_does_not_upload_again(env: Env) -> None:
    message = Message("Cat", picture=POSTER)
    await env.sender.send(env.chat, message)
    await env.fails("sendPhoto", status=403, description="Forbidden: bot was blocked by the user")
    assert await env.sender.send(env.chat, message) == Gone()
    assert await env.photos() == ["upload", "id"]


async def test_a_picture_changes_in_place(env: Env) -> None:
    sent = await env.sender.send(env.chat, Message("Cat", picture=POSTER))
    assert isinstance(sent, Sent)
    other = POSTER.parents[1] / "childs-pose" / "poster.png"
    for _ in range(2):
        edited = Message("Child", picture=other)
        assert await env.sender.edit(env.chat, sent.message, edited, redraw=True) == sent
        drawn = Message("Chart", picture=POSTER.read_bytes())
        assert await env.sender.edit(env.chat, sent.message, drawn, redraw=True) == sent
    chat = (await env.control.get(f"/sim/users/{env.chat}/messages")).json()
    assert chat[-1]["caption"] == "Chart"
    assert await env.calls("editMessageMedia") == 4


async def test_somebody_who_blocked_the_bot_is_gone(env: Env) -> None:
    await env.control.post(f"/sim/users/{env.chat}/block", json={})
    assert await env.sender.send(env.chat, HELLO) == Gone()


async def test_a_chat_that_does_not_exist_is_gone(env: Env) -> None:
    assert await env.sender.send(42, HELLO) == Gone()


async def test_a_flood_limit_tells_a_reminder_how_long_to_wait(env: Env) -> None:
    await env.fails("sendMessage", status=429, retry_after=7)
    outcome = await env.sender.send(env.chat, HELLO, Priority.REMINDER)
    assert outcome == TryLater(timedelta(seconds=7), certain=True)


async def test_an_answer_is_retried_after_the_wait(env: Env) -> None:
    await env.fails("sendMessage", status=429, retry_after=1)
    assert isinstance(await env.sender.send(env.chat, HELLO), Sent)
    assert await env.calls("sendMessage") == 2


async def test_after_a_server_error_it_is_unknown_whether_it_arrived(
    env: Env,
) -> None:
    await env.fails("sendMessage", status=502)
    outcome = await env.sender.send(env.chat, HELLO, Priority.REMINDER)
    assert isinstance(outcome, TryLater)
    assert not outcome.certain


async def test_an_answer_is_retried_a_limited_number_of_times(
    env: Env,
) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    env.sender.sleep = wait
    await env.fails("sendMessage", status=502)
    await env.fails("sendMessage", drop="after")
    assert isinstance(await env.sender.send(env.chat, HELLO), Sent)
    assert waited == [0.0, 1.0]
    await env.fails("sendMessage", status=502, times=9)
    assert isinstance(await env.sender.send(env.chat, HELLO), TryLater)
    assert waited[2:] == [0.0, 1.0, 2.0, 4.0]


async def test_a_reminder_whose_answer_was_lost_is_not_sent_again_here(
    env: Env,
) -> None:
    await env.fails("sendMessage", drop="after")
    outcome = await env.sender.send(env.chat, HELLO, Priority.REMINDER)
    assert isinstance(outcome, TryLater)
    assert await env.calls("sendMessage") == 1


async def test_a_retried_edit_whose_answer_was_lost_succeeds(env: Env) -> None:
    sent = await env.sender.send(env.chat, HELLO)
    assert isinstance(sent, Sent)
    await env.fails("editMessageText", drop="after")
    assert await env.sender.edit(env.chat, sent.message, Message("Bye")) == sent
    await env.sender.strip(env.chat, sent.message)
    assert await env.sender.strip(env.chat, sent.message) == sent


async def test_a_rate_limited_button_answer_is_no_error(env: Env) -> None:
    await env.fails("answerCallbackQuery", status=429, retry_after=30)
    assert not await env.sender.answer("1")
    assert env.sender.rate_limiter.permit.pause == 0


async def test_an_edit_without_a_change_succeeds(env: Env) -> None:
    sent = await env.sender.send(env.chat, HELLO)
    assert isinstance(sent, Sent)
    assert await env.sender.edit(env.chat, sent.message, HELLO) == sent


async def test_editing_an_unknown_message_reports_it_missing(env: Env) -> None:
    assert await env.sender.edit(env.chat, 999, HELLO) == Missing()
    picture = Message("Cat", picture=POSTER)
    assert await env.sender.edit(env.chat, 999, picture) == Missing()


async def test_buttons_can_be_removed(env: Env) -> None:
    sent = await env.sender.send(env.chat, HELLO)
    assert isinstance(sent, Sent)
    await env.sender.strip(env.chat, sent.message)
    chat = (await env.control.get(f"/sim/users/{env.chat}/messages")).json()
    assert chat[-1]["keyboard"] == []


async def test_an_expired_button_press_is_no_error(env: Env) -> None:
    await env.sender.answer("123456789", "too late")


async def test_a_bug_of_ours_is_raised(env: Env) -> None:
    with pytest.raises(Exception, match=r"(?i)can't parse entities"):
        await env.sender.send(env.chat, Message("<b>unclosed"))


async def test_a_missing_file_is_raised(env: Env, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await env.sender.send(env.chat, Message("x", picture=tmp_path / "none.png"))


async def test_a_slot_waits_for_the_permit_and_gives_the_request(env: Env) -> None:
    permit = env.sender.rate_limiter.permit
    permit.close(Reason.BACK_OFF, 60)
    async with env.sender.slot(env.chat, HELLO, Priority.REMINDER) as refused:
        assert isinstance(refused, TryLater)
    assert refused.certain
    assert refused.after > timedelta(seconds=50)
    permit.open(Reason.BACK_OFF)
    async with env.sender.slot(env.chat, HELLO, Priority.REMINDER) as request:
        assert not isinstance(request, TryLater)
        assert await env.calls("sendMessage") == 0
        assert isinstance(await request(), Sent)
    assert await env.calls("sendMessage") == 1


async def test_a_message_of_the_same_chat_waits_until_the_slot_ends(env: Env) -> None:
    async with env.sender.slot(env.chat, HELLO, Priority.REMINDER) as request:
        assert not isinstance(request, TryLater)
        answer = asyncio.create_task(env.sender.send(env.chat, Message("Later")))
        await request()
        assert not answer.done()
    assert isinstance(await answer, Sent)
    chat = (await env.control.get(f"/sim/users/{env.chat}/messages")).json()
    assert [each["text"] for each in chat[-2:]] == ["Hello", "Later"]


@pytest.mark.parametrize("reason", [Reason.STANDBY, Reason.STOPPING])
async def test_who_writes_is_answered_by_a_process_that_sends_no_reminders(
    env: Env, reason: Reason
) -> None:
    env.sender.rate_limiter.permit.close(reason)
    async with env.sender.slot(env.chat, HELLO, Priority.REMINDER) as refused:
        assert refused == TryLater(timedelta(0), certain=True)
    assert isinstance(await env.sender.send(env.chat, HELLO), Sent)


async def test_after_closing_not_even_an_answer_is_retried(env: Env) -> None:
    await env.fails("sendMessage", status=502)

    async def closing(_: float) -> None:
        await env.sender.close()

    env.sender.sleep = closing
    assert isinstance(await env.sender.send(env.chat, HELLO), TryLater)
    assert await env.calls("sendMessage") == 1


async def test_a_lost_answer_pauses_sending_until_telegram_answers(env: Env) -> None:
    await env.fails("sendMessage", status=502)
    await env.sender.send(env.chat, HELLO, Priority.REMINDER)
    assert env.sender.circuit_breaker.is_probing
    assert isinstance(await env.sender.send(env.chat, HELLO, Priority.REMINDER), Sent)
    assert not env.sender.circuit_breaker.is_probing
    assert await env.calls("getMe") >= 2


async def test_reminders_may_cost_stars_when_the_operator_says_so(env: Env) -> None:
    env.sender.paid = True
    for priority in (Priority.REMINDER, Priority.ANSWER):
        await env.sender.send(env.chat, HELLO, priority)
    calls = (await env.control.get("/sim/calls", params={"method": "sendMessage"})).json()
    assert [call["params"].get("allow_paid_broadcast") for call in calls] == ["true", None]


async def test_a_migrated_group_gets_its_messages(env: Env) -> None:
    chats = []

    async def call(chat: int) -> int:
        chats.append(chat)
        if chat == -5:
            raise ChatMigrated(-1005)
        return 1

    for _ in range(2):
        assert await env.sender._edit(-5, Priority.ANSWER, call) == Sent(1)
    assert chats == [-5, -1005, -1005]
