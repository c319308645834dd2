"""The sandbox's clock: real time, plus a lever that only goes forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class MovableClock:
    """Starts at the real time (plus `ahead`) and runs on between moves; never goes backwards."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self._ahead = ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock is in front of the machine's."""
        return self._ahead

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> datetime:
        """Move forward; a negative step moves nothing. Returns the new present."""
        self._ahead += max(by, timedelta(0))
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """Move to a moment; one that is already past moves nothing. Returns the new present."""
        return self.advance(moment - self.now())
