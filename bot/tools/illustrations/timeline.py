"""The movement as a cycle of poses: which pose, how long it is held, how long the move takes.

All times in seconds; a frame is 1/25 s. The cycle ends where it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.tools.illustrations.schema import Key

FPS = 25
ARROW_IN, ARROW_OUT = 0.14, 0.2
"""Shares of a move in which its arrow appears and goes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame: `share` (0-1) of the way from one key to the next has gone by.

    A held frame is the end of the way to the key that is held.
    """

    start: Key
    end: Key
    share: float
    held: bool = False

    @property
    def eased(self) -> float:
        """How far the body has come: slow at both ends of a move (minimum jerk)."""
        u = self.share
        return u if self.end.even else u * u * u * (10 + u * (6 * u - 15))

    @property
    def arrow(self) -> float:
        """The opacity (0-1) of the arrow of this move."""
        if self.held:
            return 0.0
        return max(0.0, min(1.0, self.share / ARROW_IN, (1 - self.share) / ARROW_OUT))

    def glow(self) -> dict[str, tuple[float, float]]:
        """The opacity and the size (both 0-1) of every zone that glows now."""
        found = {}
        for zone in {**self.start.glow, **self.end.glow}:
            a, b = self.start.glow.get(zone, 0.0), self.end.glow.get(zone, 0.0)
            now, most = a + (b - a) * self.eased, max(a, b)
            if now > 0:
                found[zone] = (min(most, 1.5 * now), 0.35 + 0.65 * now / most)
        return found


def frames(seconds: float) -> int:
    """The number of frames in so many seconds."""
    return round(seconds * FPS)


def moments(keys: tuple[Key, ...]) -> list[Moment]:
    """All frames of the round, from the hold of the first pose to the way back to it."""
    found = list(_held(keys[-1], keys[0], keys[0].hold))
    for start, end in pairwise([*keys, keys[0]]):
        found += way(start, end)
        if end is not keys[0]:
            found += _held(start, end, end.hold)
    return found


def way(start: Key, end: Key) -> list[Moment]:
    """The frames from one key to the next; the last one is the next key itself."""
    count = max(1, frames(end.move))
    return [Moment(start, end, k / count) for k in range(1, count + 1)]


def _held(start: Key, end: Key, seconds: float) -> Iterator[Moment]:
    for _ in range(frames(seconds)):
        yield Moment(start, end, 1.0, held=True)
