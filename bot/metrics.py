"""Counters of what the bot did; numbers only, never who."""

from collections import Counter


class Metrics:
    """Counts by name."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter."""
        self._counts[name] += by

    def snapshot(self) -> dict[str, int]:
        """All counters as they stand."""
        return dict(self._counts)


METRICS = Metrics()
