"""Back off from rows that stay due after they were handled, and finally give them up."""

import logging
from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot import metrics

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_TRIES = 100
"""About 16 hours: longer than any outage of Telegram or a database so far."""

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class OverdueRows(Generic[K]):
    """Counts how often each row was handled and stayed due, in this process only.

    Without it such a row would be handled again at once, forever. `kind` names the rows in the
    log and is a value of the label `kind` of the metric `stuck_rows`.
    """

    kind: str
    _tries: Counter[K] = field(default_factory=Counter)

    def put_off(
        self, handled: Collection[K], still_due: Collection[K], now: datetime
    ) -> Mapping[K, datetime | None]:
        """When to retry each row that is still due (UTC); None for those that are given up."""
        for key in handled:
            if key not in still_due:
                self._tries.pop(key, None)
        found = {key: self._again_at(key, now) for key in still_due}
        given_up = sum(at is None for at in found.values())
        if found:
            metrics.STUCK_ROWS.labels(kind=self.kind, outcome="postponed").inc(
                len(found) - given_up
            )
            metrics.STUCK_ROWS.labels(kind=self.kind, outcome="given-up").inc(given_up)
            log.warning(
                "rows of kind %s are still due after they were handled: %d postponed, %d given up",
                self.kind,
                len(found) - given_up,
                given_up,
            )
        return found

    def _again_at(self, key: K, now: datetime) -> datetime | None:
        self._tries[key] += 1
        if self._tries[key] > MOST_TRIES:
            del self._tries[key]
            return None
        doublings = min(self._tries[key] - 1, 10)
        return now + min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
