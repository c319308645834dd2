"""Counters and gauges for Prometheus and `/admin`: numbers only, nothing about a person."""

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

# The library has no types for this one.
disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, which nobody uses

Made = TypeVar("Made", Counter, Gauge)

LAG_STEPS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800)
"""Upper bounds of the lag histogram's buckets, in seconds; the last is the late window."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A metric's name without `limber_`, its help text, and its labels with all their values."""

    name: str
    about: str
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()


OUTCOMES = ("sent", "late", "retried", *(each.value for each in DropReason))
PRIORITIES = ("answer", "reminder", "follow_up", "tick", "broadcast")
STUCK = ("session", "schedule", "reminder", "broadcast")
FATES = tuple(each.value for each in BroadcastStatus if each is not BroadcastStatus.SENDING)

COUNTERS = (
    Kind("reminders_due", "Reminders that came due; snoozes are not counted again"),
    Kind("reminders", "Reminders by outcome", (("outcome", OUTCOMES),)),
    Kind("attempts", "Attempts to send a reminder, stored before each request"),
    Kind("sends", "Messages and edits that Telegram accepted", (("priority", PRIORITIES),)),
    Kind(
        "refusals",
        "Requests that Telegram did not accept: 429, blocked, bad request, network",
        (("kind", ("flood", "gone", "bad", "network")),),
    ),
    Kind("dropped_ticks", "Countdown ticks left out because more important things waited"),
    Kind(
        "broadcast_deliveries",
        "Broadcast deliveries by outcome; waiting: to be tried again",
        (("outcome", FATES),),
    ),
    Kind(
        "webhook_requests",
        "Requests to the webhook by status of the answer",
        (("status", ("200", "400", "403", "408", "413", "503")),),
    ),
    Kind("unreadable_updates", "Updates that could not be parsed and were discarded"),
    Kind("poll_conflicts", "Polls ended because another program polls with the same token"),
    Kind(
        "safety_messages",
        "Safety advice that was sent again because it was not known to have arrived",
        (("outcome", ("sent", "retried", "gone", "over")),),
    ),
    Kind("errors", "Bugs met while handling an update"),
    Kind("breaks", "Times at which sending paused because Telegram did not answer"),
    Kind("job_failures", "Runs of the scheduler's jobs that failed"),
    Kind(
        "stuck_rows",
        "Rows that were still due after they were handled: postponed, or given up after many tries",
        (("kind", STUCK), ("outcome", ("postponed", "given-up"))),
    ),
)
GAUGES = (
    Kind("queue", "Messages waiting for Telegram's rate", (("priority", PRIORITIES),)),
    Kind("active_sessions", "Sessions in progress"),
    Kind("overdue_reminders", "Reminders that are due and not settled"),
    Kind("overdue_seconds", "Age of the oldest of them in seconds"),
    Kind("last_run_age_seconds", "Seconds since the last job that succeeded; -1 before the first"),
)


class Metrics:
    """Counters, gauges, the lag of reminders and the last run. Unknown names raise `KeyError`."""

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
        if found not in self._known:  # the library looks labels up again each time
            self._known[found] = _one(self._counters[name], labels)
        self._known[found].inc(by)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        _one(self._gauges[name], labels).set(value)

    def lag(self, seconds: float) -> None:
        """Record how late a reminder arrived; negative values (a clock set back) count as 0."""
        self._lag.observe(max(0.0, seconds))

    def job_ran(self) -> None:
        """Record that a job succeeded: the loop runs and the database answers."""
        self._last_run_at = self._monotonic()

    def last_run_age(self) -> float | None:
        """Seconds since the last job that succeeded; None before the first."""
        return None if self._last_run_at is None else self._monotonic() - self._last_run_at

    def value(self, name: str, **labels: str) -> float:
        """The value of a counter; the sum over all labels that are not given."""
        return sum(
            sample.value
            for metric in self._counters[name].collect()
            for sample in metric.samples
            if sample.name.endswith("_total") and labels.items() <= sample.labels.items()
        )

    def lag_within(self, share: float) -> float | None:
        """Seconds within which a share (0 to 1) of the reminders arrived, rounded up to a bucket.

        None when none arrived; infinite beyond the last bucket.
        """
        (metric,) = self._lag.collect()
        buckets = [each for each in metric.samples if each.name.endswith("_bucket")]
        counts = [(float(each.labels["le"]), each.value) for each in buckets]
        total = counts[-1][1]
        if not total:
            return None
        return next(bound for bound, count in counts if count >= total * share)

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        self.set("last_run_age_seconds", -1 if (age := self.last_run_age()) is None else age)
        return generate_latest(self._registry)

    def _new(self, make: type[Made], kind: Kind) -> Made:
        names = [name for name, _ in kind.labels]
        made = make(f"limber_{kind.name}", kind.about, names, registry=self._registry)
        # Every label value from the start: Prometheus sees no increase when a series appears at 1.
        for values in product(*(values for _, values in kind.labels)) if names else ():
            made.labels(*values)
        return made


def _one(metric: Made, labels: Mapping[str, str]) -> Made:
    return metric.labels(**labels) if labels else metric


METRICS = Metrics()
