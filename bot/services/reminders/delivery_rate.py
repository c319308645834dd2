"""The rate of delivery: how many reminders are sent concurrently, and claimed per batch."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

BATCH = 500
"""Reminders claimed and decided in one batch at most.

On PostgreSQL, with three claims side by side, batches of 500 claimed at least as many a second as
batches of 100; larger ones hardly more, while each takes longer.
"""

AHEAD = 4
"""Seconds of the rate that are claimed in one batch. If a process dies, the reminders that it has
claimed and not sent wait for the end of its lease."""

FEWEST = 20
"""The fewest reminders claimed in one batch, however low the rate is."""


@dataclass(frozen=True, slots=True)
class DeliveryRate:
    """Numbers of reminders, and the window over which reminders due at one moment are spread."""

    at_once: int = 21
    spread: timedelta = timedelta(0)
    batch: int = 112

    @classmethod
    def at(cls, rate: float, most: int, spread: timedelta) -> Self:
        """For a rate per second, with at most `most` concurrent sends.

        That is more than the rate limiter admits at once, so a slow answer leaves no gap.
        """
        at_once = min(max(round(rate * 0.75), 4), most)
        return cls(at_once, spread, min(max(round(rate * AHEAD), FEWEST), BATCH))


DEFAULT_RATE = DeliveryRate()
"""For Telegram's free rate, without spreading."""
