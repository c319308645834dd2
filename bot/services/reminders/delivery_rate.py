"""How reminders flow: how many are on their way together, and how many are claimed in one go."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

BATCH = 500
"""Reminders claimed and decided in one go at most.

Measured on PostgreSQL with three claims side by side: a batch of 500 claims half again as many a
second as one of 100, and beyond it hardly more, while each batch takes longer.
"""

AHEAD = 4
"""Seconds of the rate that are claimed in one go: what a process that dies has claimed and not sent
waits for the end of its lease."""

FEWEST = 20
"""Reminders claimed in one go at the least, however low the rate is."""


@dataclass(frozen=True, slots=True)
class DeliveryRate:
    """Counts of reminders, and the window over which those of one moment are spread."""

    at_once: int = 21
    spread: timedelta = timedelta(0)
    batch: int = 112

    @classmethod
    def at(cls, rate: float, most: int, spread: timedelta) -> Self:
        """For so many a second, with so many on their way together at most.

        Those are more than the gate lets out together: a slow answer leaves no gap in a group.
        """
        at_once = min(max(round(rate * 0.75), 4), most)
        return cls(at_once, spread, min(max(round(rate * AHEAD), FEWEST), BATCH))


DEFAULT_RATE = DeliveryRate()
"""For Telegram's free rate, and each at its moment."""
