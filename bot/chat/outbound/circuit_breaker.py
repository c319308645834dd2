"""Pause sending while Telegram is unreachable, and probe until it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import metrics
from bot.chat.outbound.rate_limits import Sleep
from bot.services.send_permit import Reason, SendPermit

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between probes. The last value repeats."""

PROBE_SECONDS = 3.0
"""Timeout of a probe in seconds."""


@dataclass(slots=True)
class CircuitBreaker:
    """Closes the permit when a request gets no answer, and opens it when `probe` gets one."""

    permit: SendPermit
    probe: Callable[[], Awaitable[bool]]
    sleep: Sleep = asyncio.sleep
    _probing: asyncio.Task[None] | None = None

    @property
    def is_probing(self) -> bool:
        """Whether it waits for Telegram to answer again."""
        return self._probing is not None and not self._probing.done()

    def trip(self) -> None:
        """Pause sending after a request without an answer. Requests in flight may fail, too."""
        if not self.is_probing and not self.permit.is_closed_by(Reason.STOPPED):
            metrics.BREAKS.inc()
            self.permit.close(Reason.OUTAGE, PROBE_SECONDS)
            self._probing = asyncio.create_task(self._until_back())

    async def close(self) -> None:
        """Stop probing."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.wait([self._probing])

    async def _until_back(self) -> None:
        failures = 0
        while not await self.probe():
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            if not failures:
                log.warning("Telegram does not answer; everything waits until it does")
            failures += 1
            self.permit.close(Reason.OUTAGE, pause + PROBE_SECONDS)
            await self.sleep(pause)
        if failures:
            log.warning("Telegram answers again")
        self.permit.open(Reason.OUTAGE)
