"""A wave: everything that is due, batch after batch, for workers to take from."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.services.reminders.reminder_content import PendingReminder


@dataclass(slots=True)
class BatchQueue:
    """Batch after batch, the next one ordered while the last sends of this one are under way."""

    take: Callable[[], Awaitable[tuple[int, list[PendingReminder]]]]
    low: int
    full: int
    """A batch with less in it than this is the last one."""
    ready: deque[PendingReminder] = field(default_factory=deque)
    count: int = 0
    failures: list[Exception] = field(default_factory=list)
    over: bool = False
    _dry: bool = False
    _order: asyncio.Task[None] | None = None

    async def begin(self, at_once: int) -> int:
        """Take the first batch; how many workers it wants, of so many at most."""
        await self._ordered()
        return min(at_once, len(self.ready)) if self._dry else at_once

    async def next(self) -> PendingReminder | None:
        """The next reminder to send; None when nothing is due any more."""
        while not self.ready and not self._dry:
            # Shielded: a worker that is cancelled must not take the batch of the others along.
            await asyncio.shield(self._ordered())
        if len(self.ready) <= self.low and not self._dry:
            self._ordered()
        return self.ready.popleft() if self.ready else None

    def end(self, error: Exception) -> None:
        """It cannot go on; what it still holds is to be given back."""
        self.over = self._dry = True
        self.failures.append(error)

    def cancel(self) -> None:
        """Order nothing more."""
        if self._order is not None:
            self._order.cancel()

    def _ordered(self) -> asyncio.Task[None]:
        if self._order is None or self._order.done():
            self._order = asyncio.create_task(self._take())
        return self._order

    async def _take(self) -> None:
        try:
            count, ready = await self.take()
        except Exception as error:  # noqa: BLE001 - told at the end, after what is in hand
            self._dry = True
            self.failures.append(error)
            return
        self.count += count
        self.ready.extend(ready)
        self._dry = self._dry or count < self.full
