"""Long polling: one caller waits, a newer one takes its place, an update ends the wait."""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from bot.sandbox.world import Event, World

Outcome = Literal["update", "superseded", "webhook", "closing", "timeout"]
# A bot that called so long ago, in real seconds, is still taken for one that is there.
_RECENT = 5.0
# Real seconds in which the same request again is taken for a mistake, and for a bad one.
_AGAIN, _AGAIN_AT_ONCE = 3.0, 0.5


class LongPolling:
    """The one request that may wait for updates.

    With `is_patient` the real server's guards against bots that ask too fast hold: the same offset
    again waits three seconds for news and brings one update at once, and so do conflicts.
    """

    def __init__(self, world: World, *, is_patient: bool = False) -> None:
        self.is_patient = is_patient
        self._waiting: asyncio.Future[Outcome] | None = None
        self._called_at: float | None = None
        self._last: tuple[int, float] | None = None
        self._next_conflict = 0.0
        self.is_closing = False
        world.listen(self._hear)

    @property
    def is_attended(self) -> bool:
        """Whether a bot fetches updates, now or a moment ago."""
        if self._waiting is not None:
            return True
        return self._called_at is not None and time.monotonic() - self._called_at < _RECENT

    def note(self) -> None:
        """Somebody asks for updates."""
        self._called_at = time.monotonic()

    def slow_down(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """The limit and the time to wait for a request, in the light of the one before it."""
        now = time.monotonic()
        last, self._last = self._last, (offset, now)
        if not self.is_patient or last is None or last[0] != offset:
            return limit, seconds
        if now < last[1] + _AGAIN:
            seconds = max(seconds, round(_AGAIN))
        return (1 if now < last[1] + _AGAIN_AT_ONCE else limit), seconds

    def conflict_delay(self) -> float:
        """Real seconds by which this conflict is told late: the first at once, others not."""
        now = time.monotonic()
        if not self.is_patient or now >= self._next_conflict:
            self._next_conflict = now + _AGAIN
            return 0.0
        return _AGAIN

    async def wait(self, seconds: float) -> Outcome:
        """Wait for an update, at most so many real seconds; who waited before has to go."""
        if self.is_closing:
            return "closing"
        self.end("superseded")
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
        self.is_closing = True
        self.end("closing")

    def _hear(self, event: Event) -> None:
        if event.kind == "update":
            self.end("update")
        elif event.kind == "webhook" and event.data["url"]:
            self.end("webhook")
