"""Rate limits: Telegram's rate, priorities, and pauses."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.chat.outbound.per_chat_limit import PerChatLimiter
from bot.chat.outbound.rate_limits import LIMIT, MAX_WAITING_TICKS, QUIET, Priority, RateLimiter
from bot.services.send_permit import Reason


class Time:
    """A clock that advances only in `sleep`."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        for _ in range(3):  # tasks that were admitted run before time passes
            await asyncio.sleep(0)
        self.now += seconds


def a_limiter(rate: float = 10) -> tuple[RateLimiter, Time]:
    time = Time()
    return RateLimiter(rate, time.sleep, time.monotonic), time


async def acquire(limiter: RateLimiter, priority: Priority, name: str, passed: list[str]) -> None:
    if await limiter.acquire(priority):
        passed.append(name)


async def sent_at(limiter: RateLimiter, time: Time, priority: Priority, count: int) -> list[float]:
    """Return when `count` concurrent requests of a priority are admitted, in order."""

    async def admitted_at() -> float:
        await limiter.acquire(priority)
        return time.now

    return sorted(await asyncio.gather(*(admitted_at() for _ in range(count))))


def most_within(span: float, moments: list[float]) -> int:
    """Return the most moments within any interval of `span` seconds."""
    return max(sum(begin <= each < begin + span - 1e-6 for each in moments) for begin in moments)


async def test_reminders_are_sent_in_groups_at_the_rate() -> None:
    limiter, time = a_limiter(rate=28)
    moments = await sent_at(limiter, time, Priority.REMINDER, 28 * 4)
    assert moments[:10] == [0] * 10
    assert moments[10] == pytest.approx(10 / 28)
    assert len({round(each, 6) for each in moments}) == 12
    assert moments[-1] <= (28 * 4 - 2) / 28 + 1e-6


async def test_groups_use_the_whole_limit_of_a_second() -> None:
    limiter, time = a_limiter(rate=30)
    moments = await sent_at(limiter, time, Priority.REMINDER, 32 * 3)
    sizes = Counter(round(each, 6) for each in moments)
    assert sorted(sizes.values()) == [10, 10, 10, 11, 11, 11, 11, 11, 11]


async def test_groups_are_small_while_people_are_being_answered() -> None:
    limiter, time = a_limiter(rate=28)
    assert await limiter.acquire(Priority.ANSWER)
    moments = await sent_at(limiter, time, Priority.REMINDER, 28 * 4)
    sizes = Counter(round(each, 6) for each in moments)
    assert max(sizes.values()) == 6
    time.now += QUIET
    moments = await sent_at(limiter, time, Priority.REMINDER, 28 * 4)
    assert max(Counter(round(each, 6) for each in moments).values()) == 10


async def test_the_first_answer_among_large_groups_waits_a_third_of_a_second_at_most() -> None:
    limiter, time = a_limiter(rate=28)
    moments = await sent_at(limiter, time, Priority.REMINDER, 30)
    assert time.now == pytest.approx(20 / 28)
    began = time.now
    (answered,) = await sent_at(limiter, time, Priority.ANSWER, 1)
    assert answered - began <= 0.3
    assert most_within(1, [*moments, answered]) <= 30


async def test_waiting_requests_continue_as_soon_as_telegram_answers() -> None:
    limiter, time = a_limiter()
    limiter.permit.close(Reason.OUTAGE, 3600)
    passed: list[str] = []
    waiting = asyncio.create_task(acquire(limiter, Priority.ANSWER, "answer", passed))
    await asyncio.sleep(0)
    limiter.permit.open(Reason.OUTAGE)
    await waiting
    assert passed == ["answer"]
    assert time.now == 0


async def test_waiting_reminders_are_refused_at_once_when_the_bot_stops() -> None:
    limiter, _ = a_limiter()
    limiter.permit.close(Reason.OUTAGE, 3)
    reminder = asyncio.create_task(limiter.acquire(Priority.REMINDER))
    answer = asyncio.create_task(limiter.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    limiter.permit.close(Reason.STOPPING)
    assert not await reminder
    assert not answer.done(), "who wrote is still answered"
    assert await answer


async def test_closing_refuses_waiting_requests() -> None:
    limiter, _ = a_limiter()
    limiter.permit.close(Reason.OUTAGE, 3600)
    waiting = asyncio.create_task(limiter.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    limiter.permit.close(Reason.STOPPED)
    assert not await waiting


@pytest.mark.parametrize(
    "rate", [1, 5, 14, 28, 56, 100, pytest.param(1000, marks=pytest.mark.rest)]
)
async def test_no_second_exceeds_telegrams_limit(rate: int) -> None:
    limiter, time = a_limiter(rate=rate)
    moments = await sent_at(limiter, time, Priority.REMINDER, 3 * rate + 1)
    assert most_within(1, moments) <= max(1, rate * LIMIT)
    assert moments[-1] <= 3.01


async def test_network_delays_do_not_exceed_telegrams_limit() -> None:
    limiter, time = a_limiter(rate=28)
    moments = await sent_at(limiter, time, Priority.REMINDER, 40)
    time.now += 0.17
    moments += await sent_at(limiter, time, Priority.REMINDER, 40)
    assert most_within(1.07, moments) <= 30


async def test_groups_are_small_when_requests_start_late() -> None:
    limiter, time = a_limiter(rate=28)
    await sent_at(limiter, time, Priority.REMINDER, 10)
    time.now += 0.07
    limiter.started()
    moments = await sent_at(limiter, time, Priority.REMINDER, 28)
    assert max(Counter(round(each, 6) for each in moments).values()) == 6


async def test_an_answer_does_not_wait_for_a_group() -> None:
    limiter, time = a_limiter(rate=28)
    reminders = asyncio.create_task(sent_at(limiter, time, Priority.REMINDER, 28))
    await asyncio.sleep(0)
    began = time.now
    for _ in range(2):
        assert await limiter.acquire(Priority.ANSWER)
    assert time.now == began, "two answers may exceed our rate"
    answers = await sent_at(limiter, time, Priority.ANSWER, 1)
    assert answers[0] - began < 0.1, "the next answer overtakes the group"
    moments = await reminders
    assert most_within(1, [*moments, began, began, *answers]) <= 30


async def test_a_rate_below_one_is_kept() -> None:
    limiter, time = a_limiter(rate=0.5)
    assert await sent_at(limiter, time, Priority.REMINDER, 4) == pytest.approx([0, 2, 4, 6])


async def test_answers_overtake_reminders_and_ticks_wait_for_neither() -> None:
    limiter, _ = a_limiter(rate=1)
    await limiter.acquire(Priority.ANSWER)
    passed: list[str] = []
    waiting: list[Coroutine[Any, Any, None]] = [
        acquire(limiter, Priority.TICK, "tick", passed),
        acquire(limiter, Priority.REMINDER, "reminder", passed),
        acquire(limiter, Priority.ANSWER, "answer", passed),
    ]
    await asyncio.gather(*waiting)
    assert passed == ["answer", "reminder"]


async def test_a_back_off_delays_answers_and_drops_ticks() -> None:
    limiter, time = a_limiter()
    limiter.permit.close(Reason.BACK_OFF, 30)
    assert not await limiter.acquire(Priority.TICK)
    await limiter.acquire(Priority.ANSWER)
    assert time.now >= 30


async def test_too_many_waiting_ticks_are_dropped() -> None:
    limiter, _ = a_limiter(rate=1)
    await limiter.acquire(Priority.ANSWER)
    ticks = [asyncio.create_task(limiter.acquire(Priority.TICK)) for _ in range(MAX_WAITING_TICKS)]
    await asyncio.sleep(0)
    assert not await limiter.acquire(Priority.TICK)
    assert all(await asyncio.gather(*ticks))


async def test_a_tick_does_not_wait_behind_reminders() -> None:
    limiter, _ = a_limiter(rate=1)
    await limiter.acquire(Priority.ANSWER)
    reminder = asyncio.create_task(limiter.acquire(Priority.REMINDER))
    await asyncio.sleep(0)
    assert not await limiter.acquire(Priority.TICK)
    assert await reminder


async def test_a_cancelled_request_uses_no_slot() -> None:
    limiter, _ = a_limiter(rate=1)
    await limiter.acquire(Priority.ANSWER)
    cancelled = asyncio.create_task(limiter.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.wait([cancelled])
    assert await limiter.acquire(Priority.ANSWER)


async def test_a_long_back_off_refuses_everything_but_answers() -> None:
    limiter, time = a_limiter(rate=1)
    await limiter.acquire(Priority.ANSWER)
    reminder = asyncio.create_task(limiter.acquire(Priority.REMINDER))
    answer = asyncio.create_task(limiter.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    limiter.permit.close(Reason.BACK_OFF, 300)
    assert await reminder is False
    assert await limiter.acquire(Priority.FOLLOW_UP) is False
    assert await answer is True
    assert time.now >= 300
    assert not limiter.waiting()


async def test_one_chat_gets_a_few_at_once_and_then_one_a_second() -> None:
    time = Time()
    chat_limiter = PerChatLimiter(1.0, time.sleep, time.monotonic)
    for _ in range(4):
        await chat_limiter.acquire(5, Priority.ANSWER)
    assert time.now == 0
    assert not await chat_limiter.acquire(5, Priority.TICK)
    assert await chat_limiter.acquire(6, Priority.TICK)
    for _ in range(10):
        await chat_limiter.acquire(5, Priority.ANSWER)
    assert 9 <= time.now <= 10


async def test_quiet_chats_are_forgotten() -> None:
    time = Time()
    chat_limiter = PerChatLimiter(1.0, time.sleep, time.monotonic)
    for chat in range(100):
        time.now += 10
        await chat_limiter.acquire(chat, Priority.REMINDER)
    assert len(chat_limiter._free_at) <= 2
