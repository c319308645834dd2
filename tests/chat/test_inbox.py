"""The way in: how much is taken at once, and that it is counted honestly."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.chat.inbox import PATIENCE, Inbox
from bot.chat.routes import AT_ONCE, OneAtATime


def an_update(number: int) -> dict[str, Any]:
    user = {"id": 7, "is_bot": False, "first_name": "Ana"}
    message = {"message_id": number, "date": 0, "chat": {"id": 7, "type": "private"}, "from": user}
    return {"update_id": number, "message": {**message, "text": "hello"}}


def an_inbox() -> tuple[Inbox, asyncio.Queue[Any]]:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    app: Any = SimpleNamespace(
        update_queue=queue, update_processor=OneAtATime(), bot=Bot("123456:ABC-def_ghijklmn")
    )
    return Inbox(app, is_open=True), queue


async def test_there_is_room_for_so_many_and_then_again() -> None:
    inbox, queue = an_inbox()
    taken = [inbox.take(an_update(number)) for number in range(AT_ONCE + 2)]
    assert taken == [True] * AT_ONCE + [False] * 2
    queue.get_nowait()
    assert inbox.take(an_update(AT_ONCE))
    assert not inbox.take(an_update(AT_ONCE + 1)), "what was refused is not taken for known"


async def test_those_at_work_count_too() -> None:
    inbox, queue = an_inbox()
    gate = asyncio.Event()
    work = [
        asyncio.create_task(inbox.app.update_processor.process_update(object(), gate.wait()))
        for _ in range(AT_ONCE)
    ]
    await asyncio.sleep(0)
    assert not inbox.take(an_update(1))
    gate.set()
    await asyncio.gather(*work)
    assert inbox.take(an_update(1))
    assert queue.qsize() == 1


async def test_a_closed_inbox_takes_only_what_it_has_already() -> None:
    inbox, _ = an_inbox()
    inbox.take(an_update(1))
    inbox.close()
    assert inbox.take(an_update(1))
    assert not inbox.take(an_update(2))


class Busy:
    """Telegram, asking so many times to come again."""

    def __init__(self, times: int) -> None:
        self.asked = 0
        self.times = times

    async def set_webhook(self, url: str, **_: Any) -> None:
        self.asked += 1
        if self.asked <= self.times:
            raise RetryAfter(timedelta(0))


async def registers_at(busy: Busy) -> None:
    app: Any = SimpleNamespace(bot=busy)
    await Inbox(app).register("https://limber.example.org/webhook", "secret")


async def test_copies_that_start_together_come_one_after_the_other() -> None:
    busy = Busy(2)
    await registers_at(busy)
    assert busy.asked == 3


async def test_a_telegram_that_never_has_time_is_given_up() -> None:
    busy = Busy(100)
    with pytest.raises(RetryAfter):
        await registers_at(busy)
    assert busy.asked == PATIENCE
