"""The gate: Telegram's rate, who goes first, and one hold for all."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.chat.outbound.per_chat_limit import PerChatLimiter
from bot.chat.outbound.rate_limits import LIMIT, MAX_WAITING_TICKS, QUIET, Priority, RateLimiter


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        for _ in range(3):  # whoever was let in goes before time passes
            await asyncio.sleep(0)
        self.now += seconds


def a_gate(rate: float = 10) -> tuple[RateLimiter, Time]:
    time = Time()
    return RateLimiter(rate, time.sleep, time.monotonic), time


async def passing(gate: RateLimiter, priority: Priority, name: str, passed: list[str]) -> None:
    if await gate.acquire(priority):
        passed.append(name)


async def departures(gate: RateLimiter, time: Time, priority: Priority, count: int) -> list[float]:
    """When so many of a priority that all wait from now on may go."""

    async def pass_through() -> float:
        await gate.acquire(priority)
        return time.now

    return sorted(await asyncio.gather(*(pass_through() for _ in range(count))))


def most_within(span: float, moments: list[float]) -> int:
    """How many fall into so many seconds at most, wherever they begin."""
    return max(sum(begin <= each < begin + span - 1e-6 for each in moments) for begin in moments)


async def test_reminders_leave_in_groups_at_the_rate() -> None:
    gate, time = a_gate(rate=28)
    moments = await departures(gate, time, Priority.REMINDER, 28 * 4)
    assert moments[:10] == [0] * 10
    assert moments[10] == pytest.approx(10 / 28)
    assert len({round(each, 6) for each in moments}) == 12
    assert moments[-1] <= (28 * 4 - 2) / 28 + 1e-6


async def test_no_group_is_left_over_in_a_second() -> None:
    gate, time = a_gate(rate=30)
    moments = await departures(gate, time, Priority.REMINDER, 32 * 3)
    sizes = Counter(round(each, 6) for each in moments)
    assert sorted(sizes.values()) == [10, 10, 10, 11, 11, 11, 11, 11, 11]


async def test_groups_are_small_while_people_are_being_answered() -> None:
    gate, time = a_gate(rate=28)
    assert await gate.acquire(Priority.ANSWER)
    moments = await departures(gate, time, Priority.REMINDER, 28 * 4)
    sizes = Counter(round(each, 6) for each in moments)
    assert max(sizes.values()) == 6
    time.now += QUIET
    moments = await departures(gate, time, Priority.REMINDER, 28 * 4)
    assert max(Counter(round(each, 6) for each in moments).values()) == 10


async def test_the_first_answer_among_large_groups_waits_a_third_of_a_second_at_most() -> None:
    gate, time = a_gate(rate=28)
    moments = await departures(gate, time, Priority.REMINDER, 30)
    assert time.now == pytest.approx(20 / 28)
    began = time.now
    (answered,) = await departures(gate, time, Priority.ANSWER, 1)
    assert answered - began <= 0.3
    assert most_within(1, [*moments, answered]) <= 30


async def test_whoever_waits_goes_on_as_soon_as_telegram_is_back() -> None:
    gate, time = a_gate()
    gate.pause(3600)
    passed: list[str] = []
    waiting = asyncio.create_task(passing(gate, Priority.ANSWER, "answer", passed))
    await asyncio.sleep(0)
    gate.resume()
    await waiting
    assert passed == ["answer"]
    assert time.now == 0


async def test_closing_turns_everybody_away() -> None:
    gate, _ = a_gate()
    gate.pause(3600)
    waiting = asyncio.create_task(gate.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    gate.close()
    assert not await waiting


@pytest.mark.parametrize("rate", [1, 5, 14, 28, 56, 100, 1000])
async def test_no_second_has_more_than_telegram_takes(rate: int) -> None:
    gate, time = a_gate(rate=rate)
    moments = await departures(gate, time, Priority.REMINDER, 3 * rate + 1)
    assert most_within(1, moments) <= max(1, rate * LIMIT)
    assert moments[-1] <= 3.01


async def test_telegram_takes_what_came_closer_together_on_its_way() -> None:
    gate, time = a_gate(rate=28)
    moments = await departures(gate, time, Priority.REMINDER, 40)
    time.now += 0.17
    moments += await departures(gate, time, Priority.REMINDER, 40)
    assert most_within(1.07, moments) <= 30


async def test_groups_are_small_where_requests_begin_late() -> None:
    gate, time = a_gate(rate=28)
    await departures(gate, time, Priority.REMINDER, 10)
    time.now += 0.07
    gate.started()
    moments = await departures(gate, time, Priority.REMINDER, 28)
    assert max(Counter(round(each, 6) for each in moments).values()) == 6


async def test_an_answer_need_not_wait_for_a_group() -> None:
    gate, time = a_gate(rate=28)
    reminders = asyncio.create_task(departures(gate, time, Priority.REMINDER, 28))
    await asyncio.sleep(0)
    began = time.now
    for _ in range(2):
        assert await gate.acquire(Priority.ANSWER)
    assert time.now == began, "two may go ahead of their time"
    answers = await departures(gate, time, Priority.ANSWER, 1)
    assert answers[0] - began < 0.1, "and the next one goes before the group"
    moments = await reminders
    assert most_within(1, [*moments, began, began, *answers]) <= 30


async def test_a_rate_below_one_is_kept() -> None:
    gate, time = a_gate(rate=0.5)
    assert await departures(gate, time, Priority.REMINDER, 4) == pytest.approx([0, 2, 4, 6])


async def test_answers_overtake_reminders_and_ticks_wait_for_neither() -> None:
    gate, _ = a_gate(rate=1)
    await gate.acquire(Priority.ANSWER)
    passed: list[str] = []
    waiting: list[Coroutine[Any, Any, None]] = [
        passing(gate, Priority.TICK, "tick", passed),
        passing(gate, Priority.REMINDER, "reminder", passed),
        passing(gate, Priority.ANSWER, "answer", passed),
    ]
    await asyncio.gather(*waiting)
    assert passed == ["answer", "reminder"]


async def test_a_hold_stops_everybody_and_drops_ticks() -> None:
    gate, time = a_gate()
    gate.back_off(30)
    assert not await gate.acquire(Priority.TICK)
    await gate.acquire(Priority.ANSWER)
    assert time.now >= 30


async def test_in_a_crowd_ticks_are_dropped() -> None:
    gate, _ = a_gate(rate=1)
    await gate.acquire(Priority.ANSWER)
    crowd = [asyncio.create_task(gate.acquire(Priority.TICK)) for _ in range(MAX_WAITING_TICKS)]
    await asyncio.sleep(0)
    assert not await gate.acquire(Priority.TICK)
    assert all(await asyncio.gather(*crowd))


async def test_a_tick_does_not_wait_behind_a_wave() -> None:
    gate, _ = a_gate(rate=1)
    await gate.acquire(Priority.ANSWER)
    reminder = asyncio.create_task(gate.acquire(Priority.REMINDER))
    await asyncio.sleep(0)
    assert not await gate.acquire(Priority.TICK)
    assert await reminder


async def test_whoever_gives_up_waiting_takes_no_place() -> None:
    gate, _ = a_gate(rate=1)
    await gate.acquire(Priority.ANSWER)
    impatient = asyncio.create_task(gate.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    assert await gate.acquire(Priority.ANSWER)


async def test_a_long_hold_turns_away_what_can_come_back() -> None:
    gate, time = a_gate(rate=1)
    await gate.acquire(Priority.ANSWER)
    reminder = asyncio.create_task(gate.acquire(Priority.REMINDER))
    answer = asyncio.create_task(gate.acquire(Priority.ANSWER))
    await asyncio.sleep(0)
    gate.back_off(300)
    assert await reminder is False
    assert await gate.acquire(Priority.FOLLOW_UP) is False
    assert await answer is True
    assert time.now >= 300
    assert not gate.waiting()


async def test_one_chat_gets_a_few_at_once_and_then_one_a_second() -> None:
    time = Time()
    pace = PerChatLimiter(1.0, time.sleep, time.monotonic)
    for _ in range(4):
        await pace.acquire(5, Priority.ANSWER)
    assert time.now == 0
    assert not await pace.acquire(5, Priority.TICK)
    assert await pace.acquire(6, Priority.TICK)
    for _ in range(10):
        await pace.acquire(5, Priority.ANSWER)
    assert 9 <= time.now <= 10


async def test_chats_that_are_quiet_are_not_remembered() -> None:
    time = Time()
    pace = PerChatLimiter(1.0, time.sleep, time.monotonic)
    for chat in range(100):
        time.now += 10
        await pace.acquire(chat, Priority.REMINDER)
    assert len(pace._free_at) <= 2
