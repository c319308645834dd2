"""Whether this process may send, and why not: the one place that keeps such a state."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from math import inf

Monotonic = Callable[[], float]


def loop_time() -> float:
    """Return the monotonic time of the event loop in seconds."""
    return asyncio.get_running_loop().time()


class Reason(Enum):
    """Why sending is not permitted."""

    STANDBY = "another process sends"
    STOPPING = "this process finishes what it has begun"
    STOPPED = "this process sends nothing any more"
    BACK_OFF = "Telegram asked for a pause"
    OUTAGE = "Telegram does not answer"


_NOT_SCHEDULED = frozenset((Reason.STANDBY, Reason.STOPPING, Reason.STOPPED))


@dataclass(slots=True)
class SendPermit:
    """Open unless there is a reason; several reasons may apply at once.

    `STANDBY` and `STOPPING` concern scheduled messages only: people who write are still answered.
    `BACK_OFF` and `OUTAGE` end by themselves. How long each kind of message waits for that is
    decided by the rate limiter, where messages wait.
    """

    monotonic: Monotonic = loop_time
    _ends: dict[Reason, float] = field(default_factory=dict)
    _callbacks: list[Callable[[], None]] = field(default_factory=list)

    def close(self, reason: Reason, seconds: float = inf) -> None:
        """Close it for a reason, until `open` or for `seconds`. It never shortens a closure."""
        self._ends[reason] = max(self._ends.get(reason, 0.0), self.monotonic() + seconds)
        self._changed()

    def open(self, reason: Reason) -> None:
        """End a reason. It stays closed while there is another one."""
        self._ends.pop(reason, None)
        self._changed()

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call this after every change, so that waiting messages are reconsidered."""
        self._callbacks.append(callback)

    def is_closed_by(self, reason: Reason) -> bool:
        """Whether it is closed now for this reason, and maybe for others."""
        return reason in self._ends and self._ends[reason] > self.monotonic()

    @property
    def pause(self) -> float:
        """Seconds until Telegram is expected to accept requests again."""
        ends = max(self._ends.get(Reason.BACK_OFF, 0.0), self._ends.get(Reason.OUTAGE, 0.0))
        return max(0.0, ends - self.monotonic()) if ends else 0.0

    def allows_scheduled(self) -> bool:
        """Whether scheduled messages may begin: this process leads, and does not stop."""
        return self._ends.keys().isdisjoint(_NOT_SCHEDULED)

    def _changed(self) -> None:
        for callback in self._callbacks:
            callback()
