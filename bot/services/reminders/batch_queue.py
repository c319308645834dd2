"""A queue of due reminders: claims batch after batch, for workers to send."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.reminders.delivery import DeliveryKey
from bot.services.reminders.reminder_content import ComposeReminder

Prepared = tuple[DeliveryKey, ComposeReminder]
"""A claimed reminder that is to be composed and sent."""


@dataclass(slots=True)
class BatchQueue:
    """Claims the next batch while the last reminders of the current one are still being sent."""

    claim: Callable[[], Awaitable[tuple[int, list[Prepared]]]]
    refill_at: int
    batch: int
    """A batch with fewer due reminders than this is the last one."""
    ready: deque[Prepared] = field(default_factory=deque)
    count: int = 0
    failures: list[Exception] = field(default_factory=list)
    is_over: bool = False
    _exhausted: bool = False
    _refilling: asyncio.Task[None] | None = None

    async def begin(self, at_once: int) -> int:
        """Claim the first batch; return how many workers it needs, at most `at_once`."""
        await self._start_refill()
        return min(at_once, len(self.ready)) if self._exhausted else at_once

    async def next(self) -> Prepared | None:
        """The next reminder to send; None once nothing is due."""
        while not self.ready and not self._exhausted:
            # Shielded: cancelling one worker must not cancel the claim for the others.
            await asyncio.shield(self._start_refill())
        if len(self.ready) <= self.refill_at and not self._exhausted:
            self._start_refill()
        return self.ready.popleft() if self.ready else None

    def end(self, error: Exception) -> None:
        """Stop claiming after this error; the workers give back the reminders still queued."""
        self.is_over = self._exhausted = True
        self.failures.append(error)

    def cancel(self) -> None:
        """Cancel the claim in progress."""
        if self._refilling is not None:
            self._refilling.cancel()

    def _start_refill(self) -> asyncio.Task[None]:
        if self._refilling is None or self._refilling.done():
            self._refilling = asyncio.create_task(self._refill())
        return self._refilling

    async def _refill(self) -> None:
        try:
            count, ready = await self.claim()
        except Exception as error:  # noqa: BLE001 - raised at the end, after what is queued
            self._exhausted = True
            self.failures.append(error)
            return
        self.count += count
        self.ready.extend(ready)
        self._exhausted = self._exhausted or count < self.batch
