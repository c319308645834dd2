"""Counters and gauges for Prometheus and `/admin`: numbers only, nothing about a person."""

import time
from collections.abc import Callable
from itertools import product
from typing import TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from bot.domain.broadcasts import BroadcastStatus
from bot.domain.reminders.delivery import DropReason

# The library has no types for this one.
disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, which nobody uses

Made = TypeVar("Made", Counter, Gauge)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)


def _new(kind: type[Made], name: str, about: str, /, **labels: tuple[str, ...]) -> Made:
    """Create a metric, with a series for each value of its labels.

    Prometheus sees no increase when a series appears with its first event.
    """
    made = kind(f"limber_{name}", about, tuple(labels), registry=REGISTRY)
    for values in product(*labels.values()) if labels else ():
        made.labels(*values)
    return made


OUTCOMES = ("sent", "late", "retried", *(each.value for each in DropReason))
PRIORITIES = ("answer", "reminder", "follow_up", "tick", "broadcast")
STUCK = ("session", "schedule", "reminder", "broadcast")
FATES = tuple(each.value for each in BroadcastStatus if each is not BroadcastStatus.SENDING)

REMINDERS_DUE = _new(
    Counter, "reminders_due", "Reminders that came due; snoozes are not counted again"
)
REMINDERS = _new(Counter, "reminders", "Reminders by outcome", outcome=OUTCOMES)
ATTEMPTS = _new(Counter, "attempts", "Attempts to send a reminder, stored before each request")
SENDS = _new(Counter, "sends", "Messages and edits that Telegram accepted", priority=PRIORITIES)
REFUSALS = _new(
    Counter,
    "refusals",
    "Requests that Telegram did not accept: 429, blocked, bad request, network",
    kind=("flood", "gone", "bad", "network"),
)
DROPPED_TICKS = _new(
    Counter, "dropped_ticks", "Countdown ticks left out because more important things waited"
)
BROADCAST_DELIVERIES = _new(
    Counter,
    "broadcast_deliveries",
    "Broadcast deliveries by outcome; waiting: to be tried again",
    outcome=FATES,
)
WEBHOOK_REQUESTS = _new(
    Counter,
    "webhook_requests",
    "Requests to the webhook by status of the answer",
    status=("200", "400", "403", "408", "413", "503"),
)
UNREADABLE_UPDATES = _new(
    Counter, "unreadable_updates", "Updates that could not be parsed and were discarded"
)
POLL_CONFLICTS = _new(
    Counter, "poll_conflicts", "Polls ended because another program polls with the same token"
)
SAFETY_MESSAGES = _new(
    Counter,
    "safety_messages",
    "Safety advice that was sent again because it was not known to have arrived",
    outcome=("sent", "retried", "gone", "over"),
)
ERRORS = _new(Counter, "errors", "Bugs met while handling an update")
BREAKS = _new(Counter, "breaks", "Times at which sending paused because Telegram did not answer")
JOB_FAILURES = _new(Counter, "job_failures", "Runs of the scheduler's jobs that failed")
STUCK_ROWS = _new(
    Counter,
    "stuck_rows",
    "Rows that were still due after they were handled: postponed, or given up after many tries",
    kind=STUCK,
    outcome=("postponed", "given-up"),
)

QUEUE = _new(Gauge, "queue", "Messages waiting for Telegram's rate", priority=PRIORITIES)
ACTIVE_SESSIONS = _new(Gauge, "active_sessions", "Sessions in progress")
OVERDUE_REMINDERS = _new(Gauge, "overdue_reminders", "Reminders that are due and not settled")
OVERDUE_SECONDS = _new(Gauge, "overdue_seconds", "Age of the oldest of them in seconds")
LAST_RUN_AGE = _new(
    Gauge, "last_run_age_seconds", "Seconds since the last job that succeeded; -1 before the first"
)

LAG_STEPS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800)
"""Upper bounds of the lag histogram's buckets, in seconds; the last is the late window."""

REMINDER_LAG = Histogram(
    "limber_reminder_lag_seconds",
    "Seconds from the moment a reminder was due to its arrival",
    buckets=LAG_STEPS,
    registry=REGISTRY,
)


class LastRun:
    """When a job last succeeded: then the loop ran and the database answered."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._moment: float | None = None

    def note(self) -> None:
        """Record that a job succeeded just now."""
        self._moment = self._monotonic()

    def age(self) -> float | None:
        """Seconds since the last job that succeeded; None before the first."""
        return None if self._moment is None else self._monotonic() - self._moment


LAST_RUN = LastRun()
LAST_RUN_AGE.set_function(lambda: -1 if (age := LAST_RUN.age()) is None else age)


def value(counter: Counter, **labels: str) -> float:
    """The value of a counter; the sum over all labels that are not given."""
    return sum(
        sample.value
        for metric in counter.collect()
        for sample in metric.samples
        if sample.name.endswith("_total") and labels.items() <= sample.labels.items()
    )


def observe_lag(seconds: float) -> None:
    """Record how late a reminder arrived; negative values (a clock set back) count as 0."""
    REMINDER_LAG.observe(max(0.0, seconds))


def lag_within(share: float) -> float | None:
    """Seconds within which a share (0 to 1) of the reminders arrived, rounded up to a bucket.

    None when none arrived; infinite beyond the last bucket.
    """
    (metric,) = REMINDER_LAG.collect()
    buckets = [each for each in metric.samples if each.name.endswith("_bucket")]
    counts = [(float(each.labels["le"]), each.value) for each in buckets]
    total = counts[-1][1]
    if not total:
        return None
    return next(bound for bound, count in counts if count >= total * share)
