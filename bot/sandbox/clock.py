"""The sandbox's clock: real time plus an offset that only grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of the current time."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...


class MovableClock:
    """Real time plus `ahead`; it can be moved forward but never back."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self._ahead = ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock is ahead of the machine's clock."""
        return self._ahead

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> datetime:
        """Move forward; a negative step does nothing. Returns the new time."""
        self._ahead += max(by, timedelta(0))
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """Move forward to a moment; one in the past does nothing. Returns the new time."""
        return self.advance(moment - self.now())
