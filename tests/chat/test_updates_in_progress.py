"""Polls: updates stay at Telegram until they are handled."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.chat.updates_in_progress import (
    MOST_AT_ONCE,
    ConfirmAfterHandlingBot,
    UpdatesInProgress,
    number_of,
)
from tests.chat.test_webhook_receiver import an_update


@dataclass
class Telegram(BaseRequest):
    """Keeps updates until an offset confirms them, like the real server."""

    waiting: list[int] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)

    @property
    def read_timeout(self) -> float | None:
        return 1

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        asked: dict[str, Any] = {} if request_data is None else dict(request_data.parameters)
        offset: int | None = asked.get("offset")
        self.offsets.append(offset)
        self.waiting = [each for each in self.waiting if each >= (offset or 0)]
        told = [an_update(each) for each in self.waiting[: asked.get("limit", MOST_AT_ONCE)]]
        return 200, json.dumps({"ok": True, "result": told}).encode()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polls do not wait for updates in progress."""
    monkeypatch.setattr("bot.chat.updates_in_progress.HANDLING_WAIT", 0)


def a_bot(*waiting: int) -> tuple[ConfirmAfterHandlingBot, UpdatesInProgress, Telegram]:
    telegram, in_progress = Telegram(list(waiting)), UpdatesInProgress()
    request: Any = telegram
    return (
        ConfirmAfterHandlingBot(in_progress, "1:a", get_updates_request=request),
        in_progress,
        telegram,
    )


async def polled(bot: ConfirmAfterHandlingBot, offset: int | None = None) -> list[int]:
    return [each.update_id for each in await bot.get_updates(offset)]


async def test_unhandled_updates_are_delivered_again_after_a_kill() -> None:
    bot, in_progress, telegram = a_bot(11, 12, 13)
    assert await polled(bot) == [11, 12, 13]
    in_progress.end(11)
    in_progress.end(13)
    assert await polled(bot, 14) == []
    assert telegram.waiting == [12, 13]


async def test_new_updates_arrive_while_another_one_takes_long() -> None:
    bot, _, telegram = a_bot(11)
    assert await polled(bot) == [11]
    telegram.waiting.append(12)
    assert await polled(bot, 12) == [12]
    assert await polled(bot, 13) == []
    assert telegram.waiting == [11, 12]
    assert len(set(telegram.offsets[1:])) == 2, "Telegram answers a repeated offset with one update"


async def test_handled_updates_are_confirmed_by_the_next_poll() -> None:
    bot, in_progress, telegram = a_bot(11, 12)
    await polled(bot)
    in_progress.end(11)
    in_progress.end(12)
    await polled(bot, 13)
    assert telegram.waiting == []


async def test_updates_that_finish_during_a_stop_are_confirmed() -> None:
    bot, in_progress, telegram = a_bot(11, 12)
    await polled(bot)
    await polled(bot, 13)  # as the library does when it stops
    in_progress.end(11)
    in_progress.cut_off(12)
    await bot.confirm()
    assert telegram.waiting == [12], "it was cut off"


async def test_one_slow_update_does_not_block_the_others() -> None:
    bot, _, _telegram = a_bot(*range(1, 2 * MOST_AT_ONCE))
    assert await polled(bot) == list(range(1, MOST_AT_ONCE + 1))
    assert await polled(bot, MOST_AT_ONCE + 1) == []
    assert await polled(bot, MOST_AT_ONCE + 1) == list(range(MOST_AT_ONCE + 1, 2 * MOST_AT_ONCE))


async def test_a_poll_waits_for_updates_that_are_handled_quickly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.chat.updates_in_progress.HANDLING_WAIT", 60)
    bot, in_progress, telegram = a_bot(11)
    await polled(bot)
    poll = asyncio.create_task(polled(bot, 12))
    await asyncio.sleep(0)
    in_progress.end(11)
    assert await poll == []
    assert telegram.offsets == [None, 12]


def test_different_updates_have_different_numbers() -> None:
    def number(bot_id: int, update: dict[str, Any]) -> int:
        return number_of(bot_id, Update.de_json(update))

    again = an_update(5)
    again["message"]["date"] = 86400 * 30
    numbers = {number(1, an_update(5)), number(1, an_update(6)), number(2, an_update(5))}
    assert len(numbers | {number(1, again)}) == 4
    assert number(1, an_update(5)) == number(1, an_update(5))
