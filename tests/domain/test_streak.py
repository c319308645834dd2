"""The person's day, and streaks."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.streak import History, Mark, best, calendar, current, day_of, done_this_week
from tests.builders import days, utc

TODAY = date(2026, 3, 10)  # a Tuesday


def test_what_is_done_after_midnight_counts_for_the_day_before() -> None:
    assert day_of(utc("2026-03-10T02:59"), "UTC", time(3)) == date(2026, 3, 9)
    assert day_of(utc("2026-03-10T03:00"), "UTC", time(3)) == date(2026, 3, 10)


def test_the_day_is_the_one_of_the_persons_own_clock() -> None:
    assert day_of(utc("2026-03-10T23:30"), "Asia/Kathmandu", time(3)) == date(2026, 3, 11)
    assert day_of(utc("2026-03-10T05:00"), "America/Los_Angeles", time(3)) == date(2026, 3, 9)


def test_days_in_a_row_add_up() -> None:
    history = History(done=days("2026-03-08", "2026-03-09", "2026-03-10"))
    assert current(history, TODAY) == 3


def test_today_is_still_open_and_breaks_nothing() -> None:
    done = days("2026-03-08", "2026-03-09")
    history = History(done, planned=done | {TODAY})
    assert current(history, TODAY) == 2


def test_a_planned_day_without_a_session_ends_the_row() -> None:
    history = History(days("2026-03-07", "2026-03-09", "2026-03-10"), days("2026-03-08"))
    assert current(history, TODAY) == 2


@pytest.mark.parametrize("gap", [1, 5, 60])
def test_days_that_were_not_planned_are_neutral(gap: int) -> None:
    history = History(done=frozenset({TODAY, TODAY - timedelta(days=gap + 1)}))
    assert current(history, TODAY) == 2


def test_the_best_row_stays_after_it_broke() -> None:
    done = days("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-10")
    history = History(done, days("2026-03-04"))
    assert (current(history, TODAY), best(history, TODAY)) == (1, 3)


def test_nobody_starts_below_zero() -> None:
    assert (current(History(), TODAY), best(History(), TODAY)) == (0, 0)


def test_the_calendar_shows_whole_weeks_from_monday() -> None:
    marks = calendar(History(days("2026-03-09"), days("2026-03-06")), TODAY)
    assert len(marks) == 35
    assert marks[0][0] == date(2026, 2, 9)
    found = dict(marks)
    assert found[date(2026, 3, 9)] is Mark.DONE
    assert found[date(2026, 3, 6)] is Mark.MISSED
    assert found[date(2026, 3, 5)] is Mark.REST
    assert found[TODAY] is Mark.AHEAD
    assert found[date(2026, 3, 15)] is Mark.AHEAD


def test_this_week_counts_from_monday() -> None:
    history = History(days("2026-03-08", "2026-03-09", "2026-03-10"))
    assert done_this_week(history, TODAY) == 2


past = st.frozensets(st.integers(0, 60).map(lambda back: TODAY - timedelta(days=back)))


@given(past, past)
def test_the_current_row_is_never_longer_than_the_best(
    done: frozenset[date], planned: frozenset[date]
) -> None:
    history = History(done, planned)
    assert 0 <= current(history, TODAY) <= best(history, TODAY) <= len(done)


@given(past, past)
def test_a_session_today_never_makes_the_row_shorter(
    done: frozenset[date], planned: frozenset[date]
) -> None:
    before = current(History(done - {TODAY}, planned), TODAY)
    after = current(History(done | {TODAY}, planned), TODAY)
    assert after == before + 1
