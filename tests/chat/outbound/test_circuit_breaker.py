"""The circuit breaker: pauses sending while Telegram is silent, and probes until it answers."""

import asyncio

from bot.chat.outbound.circuit_breaker import CircuitBreaker
from bot.chat.outbound.rate_limits import LONG_BACK_OFF, Priority, RateLimiter
from bot.services.send_permit import Reason


class Outage:
    """The first `silent_for` probes fail; time passes only in `sleep`."""

    def __init__(self, silent_for: int) -> None:
        self.now = 0.0
        self.asked = 0
        self._silent_for = silent_for
        self.limiter = RateLimiter(1000, self.sleep, lambda: self.now)
        self.permit = self.limiter.permit
        self.breaker = CircuitBreaker(self.permit, self.probe, self.sleep)

    async def probe(self) -> bool:
        self.asked += 1
        return self.asked > self._silent_for

    async def sleep(self, seconds: float) -> None:
        for _ in range(3):  # other tasks run before the time has passed
            await asyncio.sleep(0)
        self.now += seconds

    async def back(self) -> None:
        assert self.breaker._probing is not None
        await asyncio.wait([self.breaker._probing])


async def test_a_single_failure_delays_nothing() -> None:
    outage = Outage(silent_for=0)
    outage.breaker.trip()
    outage.breaker.trip()
    assert outage.permit.pause > 0
    await outage.back()
    assert (outage.asked, outage.permit.pause, outage.now) == (1, 0, 0)


async def test_reminders_are_refused_during_an_outage() -> None:
    outage = Outage(silent_for=4)
    outage.breaker.trip()
    refused = []
    while outage.breaker.is_probing:
        if outage.permit.pause > LONG_BACK_OFF:
            refused.append(await outage.limiter.acquire(Priority.REMINDER))
        await asyncio.sleep(0)
    assert refused
    assert not any(refused)
    assert await outage.limiter.acquire(Priority.REMINDER)
    assert outage.asked == 5


async def test_a_requested_break_outlasts_a_single_failure() -> None:
    outage = Outage(silent_for=0)
    outage.permit.close(Reason.BACK_OFF, 60)
    outage.breaker.trip()
    await outage.back()
    assert outage.permit.pause == 60


async def test_failures_after_the_stop_start_no_probe() -> None:
    outage = Outage(silent_for=10**9)
    outage.permit.close(Reason.STOPPED)
    outage.breaker.trip()
    assert not outage.breaker.is_probing
    assert outage.asked == 0


async def test_closing_stops_probing() -> None:
    outage = Outage(silent_for=10**9)
    outage.breaker.trip()
    await asyncio.sleep(0)
    await outage.breaker.close()
    assert not outage.breaker.is_probing
