"""The webhook receiver: its limit, and when it answers Telegram."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import RetryAfter

from bot.chat.routes import AT_ONCE, PerUserUpdateProcessor
from bot.chat.updates_in_progress import UpdatesInProgress
from bot.chat.webhook_receiver import MAX_ATTEMPTS, WebhookReceiver
from bot.storage.core.errors import DatabaseFailed
from bot.storage.seen_updates import Claim


def an_update(number: int) -> dict[str, Any]:
    user = {"id": 7, "is_bot": False, "first_name": "Ana"}
    message = {"message_id": number, "date": 0, "chat": {"id": 7, "type": "private"}, "from": user}
    return {"update_id": number, "message": {**message, "text": "hello"}}


@dataclass
class Updates:
    """Grants claims, except for the given ones."""

    claims: list[Any] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    given_back: set[int] = field(default_factory=set)

    async def claim(self, number: int) -> Claim:
        claim = self.claims.pop(0) if self.claims else Claim.OURS
        if isinstance(claim, Exception):
            raise claim
        return Claim(claim)

    async def settle(self, handled: Any, in_progress: Any) -> None:
        self.settled |= set(handled)

    async def give_back(self, in_progress: Any) -> None:
        self.given_back |= set(in_progress)


class Scene:
    """A receiver, and its queue, which a test empties by hand."""

    def __init__(self, *claims: Any) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.in_progress, self.updates = UpdatesInProgress(), Updates(list(claims))
        self.processor = PerUserUpdateProcessor(self.in_progress)
        app: Any = SimpleNamespace(update_queue=self.queue, bot=Bot("123456:ABC-def_ghijklmn"))
        updates: Any = self.updates
        self.receiver = WebhookReceiver(app, updates, self.in_progress, 123456, is_open=True)

    async def takes(self, number: int) -> "asyncio.Task[bool]":
        """Deliver an update, and let the receiver process it as far as possible."""
        task = asyncio.create_task(self.receiver.receive(an_update(number)))
        for _ in range(3):
            await asyncio.sleep(0)
        return task

    async def handles_next(self) -> None:
        """Handle the oldest update, doing nothing."""
        await self.processor.process_update(self.queue.get_nowait(), asyncio.sleep(0))


async def test_telegram_is_answered_only_after_the_update_was_handled() -> None:
    scene = Scene()
    taken = await scene.takes(1)
    assert not taken.done()
    await scene.handles_next()
    assert await taken
    await scene.receiver.finish()
    assert len(scene.updates.settled) == 1
    assert scene.updates.given_back == set()


async def test_a_full_queue_refuses_updates_until_one_is_handled() -> None:
    scene = Scene()
    tasks = [await scene.takes(number) for number in range(AT_ONCE)]
    assert not await scene.receiver.receive(an_update(AT_ONCE))
    await scene.handles_next()
    assert await tasks[0]
    again = await scene.takes(AT_ONCE)
    assert not again.done()
    assert scene.queue.qsize() == AT_ONCE
    while not scene.queue.empty():
        await scene.handles_next()
    assert all(await asyncio.gather(*tasks, again))
    await scene.receiver.finish()


async def test_a_repeated_delivery_is_handled_once() -> None:
    scene = Scene()
    first, again = await scene.takes(1), await scene.takes(1)
    assert scene.queue.qsize() == 1
    await scene.handles_next()
    assert all(await asyncio.gather(first, again))
    await scene.receiver.finish()


async def test_an_update_of_another_instance_is_repeated_until_it_is_handled() -> None:
    scene = Scene(Claim.ELSEWHERE, Claim.HANDLED)
    assert not await scene.receiver.receive(an_update(1))
    assert await scene.receiver.receive(an_update(1))
    assert scene.queue.empty()


async def test_without_the_database_telegram_keeps_the_update() -> None:
    scene = Scene(DatabaseFailed("OperationalError"))
    assert not await scene.receiver.receive(an_update(1))
    taken = await scene.takes(1)
    await scene.handles_next()
    assert await taken
    await scene.receiver.finish()


async def test_a_closed_receiver_only_finishes_what_it_has() -> None:
    scene = Scene()
    first = await scene.takes(1)
    scene.receiver.is_open = False
    again = await scene.takes(1)
    assert not await scene.receiver.receive(an_update(2))
    await scene.handles_next()
    assert all(await asyncio.gather(first, again))
    await scene.receiver.finish()


async def test_stopping_releases_an_unfinished_update() -> None:
    scene = Scene()
    taken = await scene.takes(1)
    work = asyncio.create_task(
        scene.processor.process_update(scene.queue.get_nowait(), asyncio.Event().wait())
    )
    for _ in range(3):
        await asyncio.sleep(0)
    await scene.receiver.finish()
    assert len(scene.updates.given_back) == 1
    work.cancel()
    assert not await taken
    assert scene.updates.settled == set()


class Busy:
    """Telegram, which limits the rate for the first `times` requests."""

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


async def test_registration_is_retried_after_a_rate_limit() -> None:
    busy = Busy(2)
    await registers_at(busy)
    assert busy.asked == 3


async def test_registration_has_a_limited_number_of_attempts() -> None:
    busy = Busy(100)
    with pytest.raises(RetryAfter):
        await registers_at(busy)
    assert busy.asked == MAX_ATTEMPTS


async def test_updates_before_the_login_stay_at_telegram() -> None:
    scene = Scene()
    scene.receiver.is_open = False
    assert not await (await scene.takes(1))
    assert scene.queue.empty()


async def test_an_update_is_delivered_again_if_a_stop_made_its_handling_fail() -> None:
    in_progress = UpdatesInProgress()
    processor = PerUserUpdateProcessor(in_progress)
    update = Update.de_json(an_update(1), None)
    handled = in_progress.begin(1)
    begun = asyncio.Event()

    async def handles() -> None:
        """Handle as the library does, to which a failed statement is a handled error."""
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return

    task = asyncio.create_task(processor.process_update(update, handles()))
    await begun.wait()
    await processor.cancel_all()
    await task
    assert await handled is False
