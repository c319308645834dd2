"""Pause sending while Telegram is unreachable, and probe until it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.chat.outbound.rate_limits import RateLimiter, Sleep
from bot.metrics import METRICS

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between probes. The last value repeats."""

PROBE_SECONDS = 3.0
"""Timeout of a probe in seconds."""


class CircuitBreaker:
    """Opens when a request gets no answer, and closes when `probe` gets one."""

    def __init__(
        self,
        limiter: RateLimiter,
        probe: Callable[[], Awaitable[bool]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._limiter = limiter
        self._probe = probe
        self._sleep = sleep
        self._watch: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def is_open(self) -> bool:
        """Whether sending is paused."""
        return self._watch is not None and not self._watch.done()

    def trip(self) -> None:
        """Pause sending after a request without an answer. Requests in flight may fail, too."""
        if not self.is_open and not self._is_closed:
            METRICS.count("breaks")
            self._limiter.pause(PROBE_SECONDS)
            self._watch = asyncio.create_task(self._until_back())

    async def close(self) -> None:
        """Stop probing, and ignore later failures."""
        self._is_closed = True
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])

    async def _until_back(self) -> None:
        failures = 0
        while not await self._probe():
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            if not failures:
                log.warning("Telegram does not answer; everything waits until it does")
            failures += 1
            self._limiter.pause(pause + PROBE_SECONDS)
            await self._sleep(pause)
        if failures:
            log.warning("Telegram answers again")
        self._limiter.resume()
