"""The clock: forward only, and running between moves."""

from datetime import UTC, datetime, timedelta

from bot.sandbox import MovableClock

HOUR = timedelta(hours=1)


def test_it_starts_as_far_ahead_as_it_was_told() -> None:
    clock = MovableClock(ahead=HOUR)
    assert clock.now() - datetime.now(UTC) > HOUR - timedelta(seconds=5)


def test_it_goes_to_a_moment_and_runs_on_from_there() -> None:
    clock = MovableClock()
    target = clock.now() + HOUR
    assert clock.move_to(target) >= target
    assert clock.now() >= target


def test_it_never_goes_back() -> None:
    clock = MovableClock()
    before = clock.now()
    assert clock.move_to(before - HOUR) >= before
    assert clock.advance(-HOUR) >= before
    assert clock.ahead == timedelta(0)
