"""The way in: how much is taken at once, and when Telegram is told that it was handled."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram import Bot
from telegram.error import RetryAfter

from bot.chat.routes import AT_ONCE, PerUserUpdateProcessor
from bot.chat.updates_in_progress import UpdatesInProgress
from bot.chat.webhook_receiver import PATIENCE, WebhookReceiver
from bot.storage.seen_updates import Claim


def an_update(number: int) -> dict[str, Any]:
    user = {"id": 7, "is_bot": False, "first_name": "Ana"}
    message = {"message_id": number, "date": 0, "chat": {"id": 7, "type": "private"}, "from": user}
    return {"update_id": number, "message": {**message, "text": "hello"}}


@dataclass
class Updates:
    """Gives what is asked for, or says what another copy has of it."""

    claims: list[Any] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    given_back: set[int] = field(default_factory=set)

    async def claim(self, number: int) -> Claim:
        claim = self.claims.pop(0) if self.claims else Claim.OURS
        if isinstance(claim, Exception):
            raise claim
        return Claim(claim)

    async def settle(self, handled: Any, in_hand: Any) -> None:
        self.settled |= set(handled)

    async def give_back(self, in_hand: Any) -> None:
        self.given_back |= set(in_hand)


class Scene:
    """An inbox, and the queue behind it that a test empties by hand."""

    def __init__(self, *claims: Any) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.in_hand, self.updates = UpdatesInProgress(), Updates(list(claims))
        self.processor = PerUserUpdateProcessor(self.in_hand)
        app: Any = SimpleNamespace(update_queue=self.queue, bot=Bot("123456:ABC-def_ghijklmn"))
        updates: Any = self.updates
        self.inbox = WebhookReceiver(app, updates, self.in_hand, 123456, is_open=True)

    async def takes(self, number: int) -> "asyncio.Task[bool]":
        """Telegram brings an update; the inbox does what it can do at once."""
        task = asyncio.create_task(self.inbox.receive(an_update(number)))
        for _ in range(3):
            await asyncio.sleep(0)
        return task

    async def handles_next(self) -> None:
        """The library hands the oldest update to a handler that does nothing."""
        await self.processor.process_update(self.queue.get_nowait(), asyncio.sleep(0))


async def test_telegram_is_answered_when_the_update_was_handled_and_not_before() -> None:
    scene = Scene()
    taken = await scene.takes(1)
    assert not taken.done()
    await scene.handles_next()
    assert await taken
    await scene.inbox.finish()
    assert len(scene.updates.settled) == 1
    assert scene.updates.given_back == set()


async def test_there_is_room_for_so_many_and_then_again() -> None:
    scene = Scene()
    tasks = [await scene.takes(number) for number in range(AT_ONCE)]
    assert not await scene.inbox.receive(an_update(AT_ONCE))
    await scene.handles_next()
    assert await tasks[0]
    again = await scene.takes(AT_ONCE)
    assert not again.done()
    assert scene.queue.qsize() == AT_ONCE
    while not scene.queue.empty():
        await scene.handles_next()
    assert all(await asyncio.gather(*tasks, again))
    await scene.inbox.finish()


async def test_what_telegram_brings_again_in_the_middle_is_handled_once() -> None:
    scene = Scene()
    first, again = await scene.takes(1), await scene.takes(1)
    assert scene.queue.qsize() == 1
    await scene.handles_next()
    assert all(await asyncio.gather(first, again))
    await scene.inbox.finish()


async def test_what_another_copy_is_at_comes_again_and_what_it_has_done_does_not() -> None:
    scene = Scene(Claim.ELSEWHERE, Claim.HANDLED)
    assert not await scene.inbox.receive(an_update(1))
    assert await scene.inbox.receive(an_update(1))
    assert scene.queue.empty()


async def test_without_the_database_telegram_keeps_the_update() -> None:
    scene = Scene(OperationalError("", {}, Exception()))
    assert not await scene.inbox.receive(an_update(1))
    taken = await scene.takes(1)
    await scene.handles_next()
    assert await taken
    await scene.inbox.finish()


async def test_a_closed_inbox_takes_only_what_it_has_already() -> None:
    scene = Scene()
    first = await scene.takes(1)
    scene.inbox.close()
    again = await scene.takes(1)
    assert not await scene.inbox.receive(an_update(2))
    await scene.handles_next()
    assert all(await asyncio.gather(first, again))
    await scene.inbox.finish()


async def test_a_stop_in_the_middle_leaves_the_update_to_another_copy() -> None:
    scene = Scene()
    taken = await scene.takes(1)
    work = asyncio.create_task(
        scene.processor.process_update(scene.queue.get_nowait(), asyncio.Event().wait())
    )
    for _ in range(3):
        await asyncio.sleep(0)
    await scene.inbox.finish()
    assert len(scene.updates.given_back) == 1
    work.cancel()
    assert not await taken
    assert scene.updates.settled == set()


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
    updates: Any = Updates()
    await WebhookReceiver(app, updates, UpdatesInProgress(), 123456).register(
        "https://limber.example.org/webhook", "secret"
    )


async def test_copies_that_start_together_come_one_after_the_other() -> None:
    busy = Busy(2)
    await registers_at(busy)
    assert busy.asked == 3


async def test_a_telegram_that_never_has_time_is_given_up() -> None:
    busy = Busy(100)
    with pytest.raises(RetryAfter):
        await registers_at(busy)
    assert busy.asked == PATIENCE


async def test_what_is_brought_before_the_login_is_left_at_telegram() -> None:
    scene = Scene()
    scene.inbox.close()
    assert not await (await scene.takes(1))
    assert scene.queue.empty()
