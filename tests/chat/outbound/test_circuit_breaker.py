"""When Telegram is silent: all wait, one asks, and then everything goes on."""

import asyncio

from bot.chat.outbound.circuit_breaker import CircuitBreaker
from bot.chat.outbound.rate_limits import LONG_BACK_OFF, Priority, RateLimiter


class Line:
    """Telegram, away for so many questions; seconds pass only when somebody sleeps."""

    def __init__(self, silent_for: int) -> None:
        self.now = 0.0
        self.asked = 0
        self._silent_for = silent_for
        self.gate = RateLimiter(1000, self.sleep, lambda: self.now)
        self.breaker = CircuitBreaker(self.gate, self.probe, self.sleep)

    async def probe(self) -> bool:
        self.asked += 1
        return self.asked > self._silent_for

    async def sleep(self, seconds: float) -> None:
        for _ in range(3):  # others look around before the time has passed
            await asyncio.sleep(0)
        self.now += seconds

    async def back(self) -> None:
        assert self.breaker._watch is not None
        await asyncio.wait([self.breaker._watch])


async def test_a_hiccup_holds_nobody_up() -> None:
    line = Line(silent_for=0)
    line.breaker.trip()
    line.breaker.trip()
    assert line.gate.held > 0
    await line.back()
    assert (line.asked, line.gate.held, line.now) == (1, 0, 0)


async def test_while_it_is_silent_what_can_come_back_is_turned_away() -> None:
    line = Line(silent_for=4)
    line.breaker.trip()
    refused = []
    while line.breaker.is_open:
        if line.gate.held > LONG_BACK_OFF:
            refused.append(await line.gate.acquire(Priority.REMINDER))
        await asyncio.sleep(0)
    assert refused
    assert not any(refused)
    assert await line.gate.acquire(Priority.REMINDER)
    assert line.asked == 5


async def test_a_break_that_telegram_asked_for_outlasts_a_hiccup() -> None:
    line = Line(silent_for=0)
    line.gate.back_off(60)
    line.breaker.trip()
    await line.back()
    assert line.gate.held == 60


async def test_what_fails_after_closing_asks_nobody() -> None:
    line = Line(silent_for=10**9)
    await line.breaker.close()
    line.breaker.trip()
    assert not line.breaker.is_open
    assert line.asked == 0


async def test_closing_asks_no_more() -> None:
    line = Line(silent_for=10**9)
    line.breaker.trip()
    await asyncio.sleep(0)
    await line.breaker.close()
    assert not line.breaker.is_open
