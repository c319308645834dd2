"""The faults of a simulation; the same seed gives the same faults."""

from datetime import timedelta
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """A kind of fault that can be switched on."""

    CRASH = "crash"
    DOWNTIME = "downtime"
    LOST = "lost"
    FLOOD = "flood"
    CLOCK = "clock"
    EDITS = "edits"
    TRAVEL = "travel"


ALL = frozenset(Fault)


class Point(StrEnum):
    """Where a process can crash."""

    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"
    BEFORE_REQUEST = "before a request"
    AFTER_REQUEST = "before an answer"
    AFTER_ANSWER = "after an answer"
    IDLE = "between runs"


class Fate(StrEnum):
    """The outcome of a request."""

    ARRIVES = "arrives"
    REFUSED = "refused"
    LOST = "lost"
    ANSWER_LOST = "answer lost"


REFUSED, LOST, ANSWER_LOST = 0.003, 0.006, 0.01
"""Upper bounds of the intervals of a random number from 0 to 1 that choose each outcome."""

BETWEEN_CRASHES = timedelta(hours=20)
BETWEEN_JUMPS = timedelta(days=9)
LONGEST_DOWN = timedelta(hours=30)
HOUR = timedelta(hours=1)


class FaultPlan:
    """Decides at random, but reproducibly, which fault happens when."""

    def __init__(self, seed: int, faults: frozenset[Fault]) -> None:
        self.random = Random(seed)  # noqa: S311 - reproducible, not secret
        self.faults = faults

    def has(self, fault: Fault) -> bool:
        """Whether that kind of fault is switched on."""
        return fault in self.faults

    def pause(self, mean: timedelta) -> timedelta:
        """A random time until the next event, exponentially distributed."""
        return timedelta(seconds=self.random.expovariate(1 / mean.total_seconds()))

    def fate(self) -> Fate:
        """The outcome of the next request."""
        roll = self.random.random()
        if roll < REFUSED and self.has(Fault.FLOOD):
            return Fate.REFUSED
        if REFUSED <= roll < LOST and self.has(Fault.LOST):
            return Fate.LOST
        if LOST <= roll < ANSWER_LOST and self.has(Fault.LOST):
            return Fate.ANSWER_LOST
        return Fate.ARRIVES

    def downtime(self) -> timedelta:
        """From a crash to the next start: mostly seconds, sometimes a night, at most 30 hours."""
        roll = self.random.random()
        if roll < 0.9 or not self.has(Fault.DOWNTIME):
            return timedelta(seconds=self.random.uniform(1, 90))
        if roll < 0.98:
            return timedelta(seconds=self.random.uniform(90, 4 * 3600))
        return self.random.uniform(0.1, 1) * LONGEST_DOWN
