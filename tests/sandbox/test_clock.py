"""The clock: it only goes forward, and runs on after each move."""

from datetime import UTC, datetime, timedelta

from bot.sandbox import MovableClock

HOUR = timedelta(hours=1)


def test_it_starts_with_the_given_offset() -> None:
    clock = MovableClock(ahead=HOUR)
    assert clock.now() - datetime.now(UTC) > HOUR - timedelta(seconds=5)


def test_it_moves_to_a_moment_and_runs_on_from_there() -> None:
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
