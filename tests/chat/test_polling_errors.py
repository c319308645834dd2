"""Failed polls: what is logged and stored, and how often."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from telegram.error import Conflict, NetworkError

from bot import metrics
from bot.chat.context import App
from bot.chat.polling_errors import NOTED_EVERY, OVER_AFTER, PollErrors
from tests.services.fakes import Clock


class Application:
    """The part of an application that a failed poll needs: it stores created tasks."""

    def __init__(self) -> None:
        self.tasks: list[Coroutine[Any, Any, None]] = []

    def create_task(self, work: Coroutine[Any, Any, None], *, name: str) -> None:
        self.tasks.append(work)


class Bot:
    """A bot whose polls fail, with a manual clock."""

    def __init__(self) -> None:
        self.clock, self.app = Clock(), Application()
        self.noted: list[datetime] = []
        self.errors = PollErrors(cast("App", self.app), self.clock, self.note)

    async def note(self, seen_at: datetime) -> None:
        self.noted.append(seen_at)

    def meets_another_poller(self, *, times: int = 1, every: float = 3) -> None:
        for _ in range(times):
            self.errors.failed(Conflict("terminated by other getUpdates request"))
            self.clock.moment += timedelta(seconds=every)

    def notes(self) -> int:
        for task in self.app.tasks:
            asyncio.run(task)
        self.app.tasks.clear()
        return len(self.noted)


def test_a_second_poller_is_logged_once_with_cause_and_remedy(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bot, before = Bot(), metrics.value(metrics.POLL_CONFLICTS)
    with caplog.at_level(logging.WARNING):
        bot.meets_another_poller(times=100)
    (record,) = caplog.records
    assert "another program asks Telegram for updates with the same token" in record.message
    assert "stop the other one" in record.message
    assert metrics.value(metrics.POLL_CONFLICTS) == before + 100
    assert bot.notes() == 5, f"300 seconds, one note every {NOTED_EVERY.seconds}"


def test_a_second_poller_that_returns_is_logged_again(caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot()
    with caplog.at_level(logging.WARNING):
        bot.meets_another_poller(times=3, every=OVER_AFTER.total_seconds())
        assert len(caplog.records) == 1
        bot.clock.moment += timedelta(seconds=1)
        bot.meets_another_poller()
    assert len(caplog.records) == 2
    bot.notes()


def test_another_error_is_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot()
    with caplog.at_level(logging.WARNING):
        bot.errors.failed(NetworkError("away"))
    assert [record.message for record in caplog.records] == [
        "no updates from Telegram right now: NetworkError"
    ]
    assert bot.notes() == 0
