"""Counters and gauges: every label is shown from the start, and sums are read back."""

from prometheus_client import generate_latest

from bot import metrics
from bot.metrics import REGISTRY, REMINDERS, LastRun


def shown(series: str) -> float:
    """The value that `/metrics` shows for a series."""
    lines = generate_latest(REGISTRY).decode().splitlines()
    return next(float(line.split()[-1]) for line in lines if line.startswith(series))


def test_a_counter_is_shown_with_every_label() -> None:
    before, late = metrics.value(REMINDERS), metrics.value(REMINDERS, outcome="late")
    REMINDERS.labels(outcome="sent").inc()
    REMINDERS.labels(outcome="late").inc(2)
    assert shown('limber_reminders_total{outcome="late"}') == late + 2
    assert shown('limber_reminders_total{outcome="too-late"}') >= 0
    assert metrics.value(REMINDERS) == before + 3
    assert metrics.value(REMINDERS, outcome="late") == late + 2


def test_a_reminder_before_its_time_has_no_lag() -> None:
    names = ('limber_reminder_lag_seconds_bucket{le="5.0"}', "limber_reminder_lag_seconds_sum")
    within, total = map(shown, names)
    metrics.observe_lag(3)
    metrics.observe_lag(-5)
    assert [shown(name) for name in names] == [within + 2, total + 3]


def test_the_age_of_the_last_run_grows() -> None:
    now = 100.0
    run = LastRun(lambda: now)
    assert run.age() is None
    run.note()
    now = 112.5
    assert run.age() == 12.5


def test_the_age_of_the_last_run_is_shown() -> None:
    metrics.LAST_RUN.note()
    assert shown("limber_last_run_age_seconds") >= 0
