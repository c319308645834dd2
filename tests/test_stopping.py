"""Stopping ends in time, even if something does not answer."""

import asyncio
import logging

import pytest

from bot import shutdown
from bot.shutdown import Deadline


async def test_a_part_that_does_not_end_is_cancelled_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    was_cut_off = asyncio.Event()

    async def never() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            was_cut_off.set()

    with caplog.at_level(logging.WARNING):
        await Deadline(0).part("the end of time", never())
    assert was_cut_off.is_set()
    assert "the end of time did not end" in caplog.text


async def test_no_part_gets_more_than_its_share_or_what_is_left() -> None:
    assert Deadline(3).share(1) == 1
    assert Deadline(0).share(1) == 0
    assert shutdown.POLLS + shutdown.WORK < shutdown.SECONDS < 10


async def test_nothing_begins_after_the_request_to_stop() -> None:
    stopped, begun = asyncio.Event(), []

    async def work() -> None:
        begun.append(True)

    assert await shutdown.unless(stopped, work())
    stopped.set()
    assert not await shutdown.unless(stopped, work())
    assert begun == [True]
