"""Limit the rate of all requests, the most urgent first."""

import asyncio
import heapq
import itertools
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum
from math import ceil, inf

from bot.services.send_permit import Monotonic, Reason, SendPermit, loop_time

RATE = 28.0
"""Requests a second for one token."""

FREE = 30.0
"""Telegram's limit without payment: about this many requests a second."""

LIMIT = FREE / RATE
"""Our limit is lower than Telegram's by this factor, so that messages whose network delays differ
still do not exceed it."""

SHORTEST_WAIT = 1e-6
"""Shorter waits count as none, because of rounding errors in sums of floats."""

MAX_WAITING_TICKS = 50
"""If this many ticks wait, more are dropped: the next one is more accurate anyway."""

GROUPS_PER_SECOND = 3
"""Groups that reach Telegram's limit for a second; a group has 10 messages at the free rate.

The messages of a group share database transactions, which cost more than sending. No interval of a
second exceeds Telegram's limit.
"""

TOGETHER_AMONG_ANSWERS = 5
"""The same while the bot is answering people, whom a large group would delay, or while the machine
is busy."""

LARGEST_GROUP = 8
"""The most messages in a group above the free rate. There, such a group is full within a tenth of a
second, and a larger one would leave more messages in doubt when the process is killed."""

QUIET = 10.0
"""Seconds without an answer to anybody after which groups are large again."""

SLOW = 0.06
"""Seconds from `acquire` to the request that indicate a busy machine. With longer delays, a large
group could follow the previous one too closely."""

SLOW_FOR = 2.0
"""Seconds without a slow start after which groups are large again."""

LONG_BACK_OFF = 5.0
"""Seconds. Only answers wait for a longer pause; everything else is retried later."""

Sleep = Callable[[float], Awaitable[None]]


class Priority(IntEnum):
    """The order of sending. Ticks are dropped before anything else waits; broadcasts wait."""

    ANSWER = 0
    REMINDER = 1
    FOLLOW_UP = 2
    TICK = 3
    BROADCAST = 4


class RateLimiter:
    """A token bucket with a priority queue, where messages also wait for the permit to send.

    Answers are sent as soon as allowed, everything else in groups. Groups are small while the bot
    is answering people: the first answer may wait a third of a second, later ones less.

    Times are seconds of `monotonic`. Tests pass their own `sleep` and `monotonic`.
    """

    def __init__(
        self,
        rate: float = RATE,
        sleep: Sleep = asyncio.sleep,
        monotonic: Monotonic | None = None,
        permit: SendPermit | None = None,
    ) -> None:
        self._rate = rate
        self._most = max(1, int(rate * LIMIT))
        self._span = self._most / rate
        """Any interval of `_span` seconds has at most `_most` messages."""
        largest = LARGEST_GROUP if rate > FREE else self._most
        self._large = max(1, min(ceil(self._most / GROUPS_PER_SECOND), largest))
        self._small = max(1, min(self._most // TOGETHER_AMONG_ANSWERS, LARGEST_GROUP))
        self._quiet_from = -inf
        self._ahead = int(rate * LIMIT - rate)
        """Answers that may exceed our rate, within Telegram's."""
        self._sleep = sleep
        self._monotonic = monotonic or loop_time
        self._tokens = float(self._large)
        self._filled_at: float | None = None
        self._left_at: deque[float] = deque()
        self._waiting: list[tuple[int, int, asyncio.Future[bool]]] = []
        self._numbers = itertools.count()
        self._dispatcher: asyncio.Task[None] | None = None
        self.permit = permit or SendPermit(self._monotonic)
        self.permit.on_change(self._permit_changed)

    async def acquire(self, priority: Priority) -> bool:
        """Wait until a request may be sent. False: drop it, or retry it after the pause."""
        if self._is_refused(priority):
            return False
        if priority is Priority.TICK and (
            len(self._waiting) >= MAX_WAITING_TICKS or self.permit.pause > 0
        ):
            return False
        is_next = not self._waiting or priority < self._waiting[0][0]
        if is_next and self._wait(priority, 1) <= SHORTEST_WAIT:
            self._record(priority)
            return True
        if priority < Priority.TICK:
            self._drop(lambda each: each == Priority.TICK)
        elif priority is Priority.TICK and self._waiting and self._waiting[0][0] < Priority.TICK:
            return False  # more urgent messages may keep arriving for minutes
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), place))
        if is_next or self._dispatcher is None or self._dispatcher.done():
            self._wake()  # it may be sleeping for longer than this request has to wait
        return await place

    def started(self) -> None:
        """Record that a request begins now, after its attempt was stored.

        If that took long, the machine is busy, and large groups could follow too closely.
        """
        now = self._monotonic()
        if self._left_at and now - self._left_at[-1] > SLOW:
            self._quiet_from = max(self._quiet_from, now + SLOW_FOR)

    def waiting(self) -> Mapping[Priority, int]:
        """Return how many requests wait, by priority."""
        return Counter(
            Priority(priority) for priority, _, place in self._waiting if not place.done()
        )

    def _wake(self) -> None:
        """Restart the dispatcher, which decides again what may be sent."""
        if self._dispatcher is not None:
            self._dispatcher.cancel()
        self._dispatcher = asyncio.create_task(self._dispatch()) if self._waiting else None

    def _permit_changed(self) -> None:
        self._drop(self._is_refused)
        self._wake()

    def _is_refused(self, priority: int) -> bool:
        """Whether the permit is closed for longer than a request of this priority may wait."""
        permit = self.permit
        if priority == Priority.REMINDER and not permit.allows_scheduled():
            return True
        if permit.is_closed_by(Reason.STOPPED):
            return True
        return priority != Priority.ANSWER and permit.pause > LONG_BACK_OFF

    def _drop(self, is_dropped: Callable[[int], bool]) -> None:
        """Refuse waiting requests of some priorities."""
        for priority, _, place in self._waiting:
            if is_dropped(priority) and not place.done():
                place.set_result(False)
        self._waiting = [each for each in self._waiting if not is_dropped(each[0])]
        heapq.heapify(self._waiting)

    @property
    def _group(self) -> int:
        """The largest group of messages other than answers."""
        return self._large if self._monotonic() >= self._quiet_from else self._small

    def _wait(self, priority: int, count: int) -> float:
        """Return seconds until `count` requests of a priority may be sent together."""
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
        return max(self.permit.pause, full, crowded)

    def _together(self) -> int:
        """Return how many waiting requests to send together, within the limit of a second."""
        if self._waiting[0][0] == Priority.ANSWER:
            return 1
        self._forget_old(self._monotonic())
        free = self._most - len(self._left_at)
        return min(self._group, len(self._waiting), free if free > 0 else self._group)

    def _record(self, priority: int) -> None:
        now = self._monotonic()
        if priority == Priority.ANSWER:
            self._quiet_from = now + QUIET
        self._forget_old(now)
        self._tokens -= 1
        self._left_at.append(now)

    def _forget_old(self, now: float) -> None:
        while self._left_at and self._left_at[0] <= now - self._span + SHORTEST_WAIT:
            self._left_at.popleft()

    async def _dispatch(self) -> None:
        while self._waiting:
            count = self._together()
            wait = self._wait(self._waiting[0][0], count)
            if wait > SHORTEST_WAIT:
                # Sleep in short steps, because a pause may end early.
                await self._sleep(min(wait, 1.0))
                continue
            for _ in range(count):
                priority, _, place = heapq.heappop(self._waiting)
                if not place.done():  # the caller may have been cancelled
                    self._record(priority)
                    place.set_result(True)
