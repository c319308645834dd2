"""Long polling: one request waits; an update ends the wait, and a newer request replaces it."""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from bot.sandbox.world import Event, World

Outcome = Literal["update", "superseded", "webhook", "closing", "timeout"]
# Real seconds after its last request during which a bot still counts as connected.
_RECENT = 5.0
# Real seconds within which a repeated request has to wait, and within which it gets one update.
_AGAIN, _AGAIN_AT_ONCE = 3.0, 0.5


class LongPolling:
    """The one request that may wait for updates.

    With `is_patient` it slows down hasty bots as the real server does: a request that repeats an
    offset too soon waits three seconds and may get only one update; repeated conflicts wait too.
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
        """Whether a bot is fetching updates, or did a moment ago."""
        if self._waiting is not None:
            return True
        return self._called_at is not None and time.monotonic() - self._called_at < _RECENT

    def note(self) -> None:
        """Record that a bot asked for updates."""
        self._called_at = time.monotonic()

    def slow_down(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """Return the limit and the wait in seconds for a request, given the previous one."""
        now = time.monotonic()
        last, self._last = self._last, (offset, now)
        if not self.is_patient or last is None or last[0] != offset:
            return limit, seconds
        if now < last[1] + _AGAIN:
            seconds = max(seconds, round(_AGAIN))
        return (1 if now < last[1] + _AGAIN_AT_ONCE else limit), seconds

    def conflict_delay(self) -> float:
        """Return the real seconds to delay a conflict answer: 0 for the first of a series."""
        now = time.monotonic()
        if not self.is_patient or now >= self._next_conflict:
            self._next_conflict = now + _AGAIN
            return 0.0
        return _AGAIN

    async def wait(self, seconds: float) -> Outcome:
        """Wait for an update, at most so many real seconds; this ends an earlier request's wait."""
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
        """End the waiting request, if there is one."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(outcome)
        self._waiting = None

    def close(self) -> None:
        """End the waiting request and all later ones at once: the server is stopping."""
        self.is_closing = True
        self.end("closing")

    def _hear(self, event: Event) -> None:
        if event.kind == "update":
            self.end("update")
        elif event.kind == "webhook" and event.data["url"]:
            self.end("webhook")
