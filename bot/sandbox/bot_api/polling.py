"""Long polling: one caller waits, a newer one takes its place, an update ends the wait."""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from bot.sandbox.world import Event, World

Outcome = Literal["update", "superseded", "webhook", "closing", "timeout"]
# A bot that called so long ago, in real seconds, is still taken for one that is there.
_RECENT = 5.0


class LongPolling:
    """The one request that may wait for updates."""

    def __init__(self, world: World) -> None:
        self._waiting: asyncio.Future[Outcome] | None = None
        self._called_at: float | None = None
        self._closing = False
        world.listen(self._hear)

    @property
    def is_attended(self) -> bool:
        """Whether a bot fetches updates, now or a moment ago."""
        if self._waiting is not None:
            return True
        return self._called_at is not None and time.monotonic() - self._called_at < _RECENT

    def arrive(self) -> None:
        """A new request for updates is here: the older one has to go."""
        self._called_at = time.monotonic()
        self.end("superseded")

    async def wait(self, seconds: float) -> Outcome:
        """Wait for an update, at most so many real seconds."""
        if self._closing:
            return "closing"
        future = self._waiting = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return "timeout"
        finally:
            self._called_at = time.monotonic()
            if self._waiting is future:
                self._waiting = None

    def end(self, outcome: Outcome) -> None:
        """End the wait of the request that waits, if there is one."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(outcome)
        self._waiting = None

    def close(self) -> None:
        """The server stops: nobody waits any more."""
        self._closing = True
        self.end("closing")

    def _hear(self, event: Event) -> None:
        if event.kind == "update":
            self.end("update")
