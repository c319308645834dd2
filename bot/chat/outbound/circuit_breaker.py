"""When Telegram does not answer: everybody waits, one asks whether it is back, then all go on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.chat.outbound.rate_limits import RateLimiter, Sleep
from bot.metrics import METRICS

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between questions; the last one again and again."""

PATIENCE = 3.0
"""Seconds for an answer to the question."""


class CircuitBreaker:
    """Trips when a request fails on the way, and closes when `probe` gets an answer."""

    def __init__(
        self, gate: RateLimiter, probe: Callable[[], Awaitable[bool]], sleep: Sleep = asyncio.sleep
    ) -> None:
        self._gate = gate
        self._probe = probe
        self._sleep = sleep
        self._watch: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def is_open(self) -> bool:
        """Whether everybody waits."""
        return self._watch is not None and not self._watch.done()

    def trip(self) -> None:
        """A request got no answer; those on their way may fail as well, no new one is let out."""
        if not self.is_open and not self._is_closed:
            METRICS.count("breaks")
            self._gate.pause(PATIENCE)
            self._watch = asyncio.create_task(self._until_back())

    async def close(self) -> None:
        """Ask no more, whatever fails from now on."""
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
            self._gate.pause(pause + PATIENCE)
            await self._sleep(pause)
        if failures:
            log.warning("Telegram answers again")
        self._gate.resume()
