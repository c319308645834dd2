"""What the bot counts and measures, for Prometheus and `/admin`: numbers only, never who."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.domain.broadcasts import BroadcastStatus
from bot.domain.reminders.delivery import DropReason

# The library gives this one no types.
disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, which nobody asks for

Made = TypeVar("Made", Counter, Gauge)

LAG_STEPS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800)
"""Upper ends of the lag histogram's steps, in seconds; the last one is the late window."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A metric's name without `limber_`, what it says, and its labels with all their values."""

    name: str
    about: str
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()


OUTCOMES = ("sent", "late", "retried", *(each.value for each in DropReason))
PRIORITIES = ("answer", "reminder", "follow_up", "tick", "broadcast")
STUCK = ("session", "schedule", "reminder", "broadcast")
FATES = tuple(each.value for each in BroadcastStatus if each is not BroadcastStatus.SENDING)

COUNTERS = (
    Kind("reminders_due", "Reminders that came due; snoozes are not counted again"),
    Kind("reminders", "Reminders by what became of them", (("outcome", OUTCOMES),)),
    Kind("attempts", "Attempts to send a reminder, stored before each request"),
    Kind("sends", "Messages and edits that Telegram took", (("priority", PRIORITIES),)),
    Kind(
        "refusals",
        "Requests that Telegram did not take: 429, blocked, bad request, network",
        (("kind", ("flood", "gone", "bad", "network")),),
    ),
    Kind("dropped_ticks", "Countdown ticks left out because more important things waited"),
    Kind(
        "broadcast_deliveries",
        "Letters of broadcasts by what became of them; waiting: to be tried again",
        (("outcome", FATES),),
    ),
    Kind(
        "webhook_requests",
        "Requests to the webhook by what was answered",
        (("status", ("200", "400", "403", "408", "413", "503")),),
    ),
    Kind("unreadable_updates", "Updates that could not be read and were let go"),
    Kind("poll_conflicts", "Polls ended because another program asks with the same token"),
    Kind(
        "safety_messages",
        "Safety advice that was shown again because it was not known to have arrived",
        (("outcome", ("sent", "retried", "gone", "over")),),
    ),
    Kind("errors", "Bugs met while handling an update"),
    Kind("breaks", "Times at which everything waited because Telegram did not answer"),
    Kind("job_failures", "Beats of the metronome that failed"),
    Kind(
        "stuck_rows",
        "Rows that were still due after they were handled: postponed, or given up after many tries",
        (("kind", STUCK), ("outcome", ("postponed", "given-up"))),
    ),
)
GAUGES = (
    Kind("queue", "Messages waiting for Telegram's rate", (("priority", PRIORITIES),)),
    Kind("active_sessions", "Sessions in work"),
    Kind("overdue_reminders", "Reminders whose moment has come and that are not settled"),
    Kind("overdue_seconds", "Age of the oldest of them in seconds"),
    Kind("last_run_age_seconds", "Seconds since the last beat that went well; -1 before the first"),
)


class Metrics:
    """Counters, gauges, the lag of reminders and the last beat. Unknown names raise `KeyError`."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last_run_at: float | None = None
        self._registry = CollectorRegistry()
        self._counters = {each.name: self._new(Counter, each) for each in COUNTERS}
        self._known: dict[tuple[Hashable, ...], Counter] = {}
        self._gauges = {each.name: self._new(Gauge, each) for each in GAUGES}
        self._lag = Histogram(
            "limber_reminder_lag_seconds",
            "Seconds from the moment a reminder was due to its arrival",
            buckets=LAG_STEPS,
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)

    def count(self, name: str, by: int = 1, **labels: str) -> None:
        """Add to a counter."""
        found = (name, *labels.items())
        if found not in self._known:  # the library looks labels up anew each time
            self._known[found] = _one(self._counters[name], labels)
        self._known[found].inc(by)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        _one(self._gauges[name], labels).set(value)

    def lag(self, seconds: float) -> None:
        """A reminder arrived that long after it was due; a clock set back counts as none."""
        self._lag.observe(max(0.0, seconds))

    def job_ran(self) -> None:
        """The metronome did a beat to its end: the loop runs and the database answers."""
        self._last_run_at = self._monotonic()

    def last_run_age(self) -> float | None:
        """Seconds since the last beat; None before the first."""
        return None if self._last_run_at is None else self._monotonic() - self._last_run_at

    def value(self, name: str, **labels: str) -> float:
        """A counter as it stands; without labels the sum over all of them."""
        return sum(
            sample.value
            for metric in self._counters[name].collect()
            for sample in metric.samples
            if sample.name.endswith("_total") and labels.items() <= sample.labels.items()
        )

    def lag_within(self, share: float) -> float | None:
        """Seconds within which that share of the reminders came, to the next step; None: none did.

        Infinite when it takes more than the last step.
        """
        (metric,) = self._lag.collect()
        steps = [each for each in metric.samples if each.name.endswith("_bucket")]
        counts = [(float(each.labels["le"]), each.value) for each in steps]
        total = counts[-1][1]
        if not total:
            return None
        return next(step for step, count in counts if count >= total * share)

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        self.set("last_run_age_seconds", -1 if (age := self.last_run_age()) is None else age)
        return generate_latest(self._registry)

    def _new(self, make: type[Made], kind: Kind) -> Made:
        names = [name for name, _ in kind.labels]
        made = make(f"limber_{kind.name}", kind.about, names, registry=self._registry)
        # Every value from the start: a series that appears at its first count hides that count.
        for values in product(*(values for _, values in kind.labels)) if names else ():
            made.labels(*values)
        return made


def _one(metric: Made, labels: Mapping[str, str]) -> Made:
    return metric.labels(**labels) if labels else metric


METRICS = Metrics()
