"""One gate for everything that goes out: Telegram's rate, and who goes first."""

import asyncio
import heapq
import itertools
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum
from math import ceil, inf

RATE = 28.0
"""Requests a second for one token."""

FREE = 30.0
"""Telegram's own limit for nothing: about so many requests a second."""

LIMIT = FREE / RATE
"""Our seconds are so much longer than Telegram's own:
messages that come closer together on their way are still no more than it takes."""

SHORTEST_WAIT = 1e-6
"""Waits shorter than a microsecond are none: sums of fractions never come out even."""

MAX_WAITING_TICKS = 50
"""With this many ticks waiting no more are taken: the next one is more accurate anyway."""

GROUPS_PER_SECOND = 3
"""The part of what Telegram takes in a second that leaves at once: 10 at the free rate.

They share the transactions that note them, which cost more than the messages. No second has more
than Telegram's limit in it for that, wherever it begins.
"""

TOGETHER_AMONG_ANSWERS = 5
"""The same while people are being answered, whom a large group would hold up, or the machine is
busy."""

LARGEST_GROUP = 8
"""Messages that leave at once at the most, above the free rate: there a group of so many is full
within a tenth of a second, and a larger one is under way for longer when a process is killed."""

QUIET = 10.0
"""Seconds without an answer after which groups are large again."""

SLOW = 0.06
"""Seconds from entering to the request that are more than a machine takes that is not busy; not
many more, and a large group could come too close to the one before."""

SLOW_FOR = 2.0
"""Seconds without a slow start after which groups are large again."""

LONG_BACK_OFF = 5.0
"""A hold longer than this is not waited for by what can come back later."""

Sleep = Callable[[float], Awaitable[None]]
Monotonic = Callable[[], float]


class Priority(IntEnum):
    """Who goes first. Ticks are dropped before anything else waits long; broadcasts just wait."""

    ANSWER = 0
    REMINDER = 1
    FOLLOW_UP = 2
    TICK = 3
    BROADCAST = 4


class RateLimiter:
    """A token bucket with a queue by priority, and one hold for all when Telegram says "later".

    Answers go as soon as they may, all else in groups, which are small while people are being
    answered: the first answer after a while may wait a third of a second, the next ones less.

    Seconds are those of `monotonic`; both it and `sleep` can be handed in.
    """

    def __init__(
        self, rate: float = RATE, sleep: Sleep = asyncio.sleep, monotonic: Monotonic | None = None
    ) -> None:
        self._rate = rate
        self._most = max(1, int(rate * LIMIT))
        self._span = self._most / rate
        """At most so many messages in so many seconds, wherever they begin."""
        largest = LARGEST_GROUP if rate > FREE else self._most
        self._large = max(1, min(ceil(self._most / GROUPS_PER_SECOND), largest))
        self._small = max(1, min(self._most // TOGETHER_AMONG_ANSWERS, LARGEST_GROUP))
        self._quiet_from = -inf
        self._ahead = int(rate * LIMIT - rate)
        """Answers that may go ahead of the rate, as far as Telegram takes them."""
        self._sleep = sleep
        self._monotonic = monotonic or loop_time
        self._tokens = float(self._large)
        self._filled_at: float | None = None
        self._left_at: deque[float] = deque()
        self._held_until = 0.0
        self._suspended_until = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[bool]]] = []
        self._numbers = itertools.count()
        self._pump: asyncio.Task[None] | None = None

    async def acquire(self, priority: Priority) -> bool:
        """Wait for a place; False for what is better dropped, or tried when `held` is over."""
        if priority is Priority.TICK and (len(self._waiting) >= MAX_WAITING_TICKS or self.held > 0):
            return False
        if priority is not Priority.ANSWER and self.held > LONG_BACK_OFF:
            return False
        is_next = not self._waiting or priority < self._waiting[0][0]
        if is_next and self._wait(priority, 1) <= SHORTEST_WAIT:
            self._leave(priority)
            return True
        if priority < Priority.TICK:
            self._drop(lambda each: each == Priority.TICK)
        elif priority is Priority.TICK and self._waiting and self._waiting[0][0] < Priority.TICK:
            return False  # what is more important may go on coming for minutes
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), place))
        if is_next or self._pump is None or self._pump.done():
            self._wake()  # it may sleep for longer than this one has to
        return await place

    def started(self) -> None:
        """A request of somebody who came in begins only now, when its attempt is stored.

        Where that takes long the machine is busy, and large groups could run into each other.
        """
        now = self._monotonic()
        if self._left_at and now - self._left_at[-1] > SLOW:
            self._quiet_from = max(self._quiet_from, now + SLOW_FOR)

    def back_off(self, seconds: float) -> None:
        """Telegram asked for a break: nobody goes for that long, and nobody waits for long."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)
        self._turn_away()

    def pause(self, seconds: float) -> None:
        """Telegram does not answer: nobody goes for that long, or until `resume`."""
        self._suspended_until = max(self._suspended_until, self._monotonic() + seconds)
        self._turn_away()

    def resume(self) -> None:
        """Telegram answers again: whoever waits goes on, unless it has asked for a break."""
        self._suspended_until = 0.0
        self._wake()

    def close(self) -> None:
        """Turn away whoever waits."""
        self._drop(lambda _: True)
        self._wake()

    @property
    def held(self) -> float:
        """Seconds until somebody may go."""
        return max(0.0, max(self._held_until, self._suspended_until) - self._monotonic())

    def waiting(self) -> Mapping[Priority, int]:
        """How many wait, by priority."""
        return Counter(
            Priority(priority) for priority, _, place in self._waiting if not place.done()
        )

    def _wake(self) -> None:
        """Look anew who may go."""
        if self._pump is not None:
            self._pump.cancel()
        self._pump = asyncio.create_task(self._let_in()) if self._waiting else None

    def _turn_away(self) -> None:
        if self.held > LONG_BACK_OFF:
            self._drop(lambda priority: priority != Priority.ANSWER)

    def _drop(self, is_dropped: Callable[[int], bool]) -> None:
        """Tell those of some priorities that they need not wait."""
        for priority, _, place in self._waiting:
            if is_dropped(priority) and not place.done():
                place.set_result(False)
        self._waiting = [each for each in self._waiting if not is_dropped(each[0])]
        heapq.heapify(self._waiting)

    @property
    def _group(self) -> int:
        """How many leave together at most, of those that are no answers."""
        return self._large if self._monotonic() >= self._quiet_from else self._small

    def _wait(self, priority: int, count: int) -> float:
        """Seconds until so many of a priority may go together."""
        now = self._monotonic()
        since = 0.0 if self._filled_at is None else now - self._filled_at
        self._filled_at = now
        self._tokens = min(self._group, self._tokens + since * self._rate)
        ahead, span = 0, self._span
        if priority == Priority.ANSWER:
            ahead, span = self._ahead, self._span / LIMIT
        full = (count - ahead - self._tokens) / self._rate
        crowded, before = 0.0, self._most - count + 1
        if len(self._left_at) >= before:
            crowded = self._left_at[-before] + span - now
        return max(self.held, full, crowded)

    def _together(self) -> int:
        """How many of those that wait leave together: a group, or what a second still takes."""
        if self._waiting[0][0] == Priority.ANSWER:
            return 1
        self._forget(self._monotonic())
        room = self._most - len(self._left_at)
        return min(self._group, len(self._waiting), room if room > 0 else self._group)

    def _leave(self, priority: int) -> None:
        now = self._monotonic()
        if priority == Priority.ANSWER:
            self._quiet_from = now + QUIET
        self._forget(now)
        self._tokens -= 1
        self._left_at.append(now)

    def _forget(self, now: float) -> None:
        while self._left_at and self._left_at[0] <= now - self._span + SHORTEST_WAIT:
            self._left_at.popleft()

    async def _let_in(self) -> None:
        while self._waiting:
            count = self._together()
            wait = self._wait(self._waiting[0][0], count)
            if wait > SHORTEST_WAIT:
                # In short naps, because a hold may end early.
                await self._sleep(min(wait, 1.0))
                continue
            for _ in range(count):
                priority, _, place = heapq.heappop(self._waiting)
                if not place.done():  # whoever waited may have been cancelled
                    self._leave(priority)
                    place.set_result(True)


def loop_time() -> float:
    """Seconds that nobody can move."""
    return asyncio.get_running_loop().time()
