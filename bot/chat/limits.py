"""One gate for everything that goes out: Telegram's rate, and who goes first."""

import asyncio
import heapq
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum

RATE = 28.0
"""Requests a second for one token; Telegram's broadcast limit is about 30 (BEHAVIOUR: rates)."""

NOW = 1e-6
"""Waits shorter than a microsecond are none: sums of fractions never come out even."""

CROWDED = 50
"""With this many waiting, countdown ticks are dropped: the next one is more accurate anyway."""


class Priority(IntEnum):
    """Who goes first. Ticks are dropped before anything else waits long."""

    ANSWER = 0
    REMINDER = 1
    FOLLOW_UP = 2
    TICK = 3


class Gate:
    """A token bucket with a queue by priority, and one hold for all when Telegram says "later".

    Seconds are those of `monotonic`; both it and `sleep` can be handed in.
    """

    def __init__(
        self,
        rate: float = RATE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] | None = None,
    ) -> None:
        self._gap = 1 / rate
        self._burst = max(1.0, rate)
        self._sleep = sleep
        self._monotonic = monotonic or (lambda: asyncio.get_running_loop().time())
        self._tokens = self._burst
        self._filled_at: float | None = None
        self._held_until = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._pump: asyncio.Task[None] | None = None

    async def enter(self, priority: Priority) -> bool:
        """Wait for a place; False when a tick is better dropped."""
        if priority is Priority.TICK and (len(self._waiting) >= CROWDED or self._is_held()):
            return False
        if not self._waiting and self._wait() <= NOW:
            self._tokens -= 1
            return True
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), place))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_in())
        await place
        return True

    def hold(self, seconds: float) -> None:
        """Telegram asked for a break: nobody goes for that long."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)

    def waiting(self) -> Mapping[Priority, int]:
        """How many wait, by priority."""
        return Counter(Priority(priority) for priority, _, _ in self._waiting)

    def _is_held(self) -> bool:
        return self._monotonic() < self._held_until

    def _wait(self) -> float:
        now = self._monotonic()
        since = 0.0 if self._filled_at is None else now - self._filled_at
        self._filled_at = now
        self._tokens = min(self._burst, self._tokens + since / self._gap)
        return max(self._held_until - now, (1 - self._tokens) * self._gap)

    async def _let_in(self) -> None:
        while self._waiting:
            wait = self._wait()
            if wait > NOW:
                await self._sleep(wait)
                continue
            _, _, place = heapq.heappop(self._waiting)
            if not place.done():  # whoever waited may have been cancelled
                self._tokens -= 1
                place.set_result(None)
