"""The person's day, and forgiving streaks."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress import streak
from bot.domain.progress.streak import (
    History,
    Mark,
    Streak,
    done_this_week,
    may_fill,
    streak_of,
    strength,
    user_day,
    usual_goal,
    weeks,
)
from tests.builders import utc

TODAY = date(2026, 3, 10)  # a Tuesday
YESTERDAY = TODAY - timedelta(days=1)
SIGNS = {"x": "done", "f": "filled", "-": "planned", "p": "paused", "o": "lost", ".": ""}


def history_of(line: str) -> History:
    """A history from a line of days that ends today.

    x done, f filled in, - planned and missed, p called off, o reminder lost, . nothing planned.
    """
    found: dict[str, set[date]] = {name: set() for name in SIGNS.values()}
    for back, sign in enumerate(reversed(line)):
        found[SIGNS[sign]].add(TODAY - timedelta(days=back))
    found.pop("")
    found["planned"] |= found["done"] | found["paused"]
    return History(**{name: frozenset(group) for name, group in found.items()})


def _just_frozen(history: History, today: date) -> tuple[date, ...]:
    return streak.just_frozen(history, today, streak_of(history, today).frozen)


def _calendar(history: History, today: date) -> tuple[tuple[date, Mark], ...]:
    return streak.calendar(history, today, streak_of(history, today).frozen)


def test_a_session_after_midnight_counts_for_the_day_before() -> None:
    assert user_day(utc("2026-03-10T02:59"), "UTC", time(3)) == date(2026, 3, 9)
    assert user_day(utc("2026-03-10T03:00"), "UTC", time(3)) == date(2026, 3, 10)


def test_the_day_follows_the_persons_own_clock() -> None:
    assert user_day(utc("2026-03-10T23:30"), "Asia/Kathmandu", time(3)) == date(2026, 3, 11)
    assert user_day(utc("2026-03-10T05:00"), "America/Los_Angeles", time(3)) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("line", "current", "best", "freezes"),
    [
        ("", 0, 0, 0),
        ("x", 1, 1, 0),
        ("xxx", 3, 3, 0),
        ("xx-", 2, 2, 0),  # today is still open
        ("x-x", 1, 1, 0),  # a planned day without a session ends the streak
        ("xxx-x", 1, 3, 0),  # and the best stays
        ("x.x", 2, 2, 0),  # a rest day is neutral
        ("x" + 60 * "." + "x", 2, 2, 0),
        ("xxppppx", 3, 3, 0),  # so is a pause, or a day that was called off
        ("xoox", 2, 2, 0),  # and a reminder that was never sent
        ("---", 0, 0, 0),  # missed days are no streak
        ("ppp", 0, 0, 0),
        ("xxxxxxx", 7, 7, 1),  # seven days earn a freeze
        ("xxxxxxx-x", 8, 8, 0),  # which is used automatically
        ("xxxxxxx--x", 1, 7, 0),
        ("x" * 14, 14, 14, 2),
        ("x" * 40, 40, 40, 2),  # two at most
        ("x" * 14 + "--x", 15, 15, 0),
        ("x" * 40 + "---x", 1, 40, 0),
        ("x" * 20 + "-" + "x" * 7, 27, 27, 2),  # a used one can be earned again
        ("fx", 2, 2, 0),  # a filled-in day extends the streak
        ("xfx", 3, 3, 0),
        ("fffffff", 7, 7, 0),  # but earns nothing
        ("xxxxxxx-", 7, 7, 1),  # today cannot cost a freeze
    ],
)
def test_a_streak(line: str, current: int, best: int, freezes: int) -> None:
    found = streak_of(history_of(line), TODAY)
    assert (found.current, found.best, found.freezes) == (current, best, freezes)


def test_the_days_that_a_freeze_covered_are_known() -> None:
    history = history_of("xxxxxxx-")
    tomorrow = TODAY + timedelta(days=1)
    assert streak_of(history, tomorrow).frozen == {TODAY}
    assert _just_frozen(history, tomorrow) == (TODAY,)
    assert _just_frozen(history, TODAY) == ()
    assert _just_frozen(history_of("xxxxxxx-x"), TODAY) == (YESTERDAY,)
    assert _just_frozen(history_of("xxxxxxx-xx"), TODAY) == ()  # reported only once
    assert _just_frozen(History(), TODAY) == ()


def test_filling_in_a_day_returns_its_freeze() -> None:
    assert streak_of(history_of("xxxxxxx-x"), TODAY).freezes == 0
    assert streak_of(history_of("xxxxxxxfx"), TODAY) == Streak(9, 9, 1, frozenset())


@pytest.mark.parametrize(
    ("line", "goal", "expected"),
    [
        ("", 3, 0),
        # TODAY is a Tuesday: two days of this week, then whole weeks from Monday.
        ("xxx...." + "..", 3, 1),  # the current week is still open
        ("xxx...." + "xx", 2, 2),
        ("xx....." + "xx", 3, 0),
        ("xxx...." + "xx....." + "..", 3, 0),
        ("xxx...." + "xxx...." + "..", 3, 2),
        ("xxx...." + "ppppppp" + "xxx...." + "..", 3, 2),  # a week of pause is neutral
        ("xxx...." + "xxo...." + "..", 3, 1),  # a lost reminder costs no week
        ("xxx...." + "xf.f..." + "..", 3, 2),  # days filled in count
    ],
)
def test_weeks_that_meet_the_goal(line: str, goal: int, expected: int) -> None:
    assert weeks(history_of(line), TODAY, goal) == expected


@pytest.mark.parametrize(("planned", "goal"), [(0, 2), (1, 2), (2, 2), (5, 5), (7, 7)])
def test_the_goal_is_the_number_of_reminder_days_unless_chosen(planned: int, goal: int) -> None:
    assert usual_goal(frozenset(range(planned))) == goal


@pytest.mark.parametrize(
    ("line", "expected"),
    [("", 0), ("x", 5), ("x" * 13, 50), ("x" * 26, 75), ("x" * 100, 100), ("x" * 26 + "-x", 73)],
)
def test_strength_grows_with_days_and_a_miss_only_lowers_it(line: str, expected: int) -> None:
    assert strength(history_of(line), TODAY) == expected


def test_the_calendar_shows_whole_weeks_from_monday() -> None:
    found = dict(_calendar(history_of("xxxxxxx-f.p-x-"), TODAY))
    assert len(found) == 35
    assert min(found) == date(2026, 2, 9)
    assert found[YESTERDAY] is Mark.DONE
    assert found[TODAY - timedelta(days=2)] is Mark.MISSED
    assert found[TODAY - timedelta(days=3)] is Mark.PAUSED
    assert found[TODAY - timedelta(days=4)] is Mark.REST
    assert found[TODAY - timedelta(days=5)] is Mark.FILLED
    assert found[TODAY - timedelta(days=6)] is Mark.FROZEN
    assert found[TODAY] is Mark.AHEAD
    assert found[date(2026, 3, 15)] is Mark.AHEAD


def test_a_pause_that_began_today_shows_today() -> None:
    assert dict(_calendar(history_of("xp"), TODAY))[TODAY] is Mark.PAUSED


def test_this_week_counts_from_monday() -> None:
    assert done_this_week(history_of("xfx"), TODAY) == 2


def test_the_last_seven_days_may_be_filled_in_yesterday_first() -> None:
    assert may_fill(history_of("-x-"), TODAY)[:2] == (
        TODAY - timedelta(days=2),
        TODAY - timedelta(days=3),
    )
    assert may_fill(history_of("x" * 8), TODAY) == ()
    assert min(may_fill(History(), TODAY)) == TODAY - timedelta(days=7)


histories = st.text("xf-po.", max_size=70).map(history_of)


@given(histories)
def test_the_current_streak_is_never_longer_than_the_best(history: History) -> None:
    found = streak_of(history, TODAY)
    assert 0 <= found.current <= found.best <= len(history.completed)
    assert 0 <= found.freezes <= 2
    assert found.frozen <= history.missed


@given(histories)
def test_no_streak_grows_on_a_day_without_a_session(history: History) -> None:
    for back in range(1, 40):
        day = TODAY - timedelta(days=back)
        before, after = streak_of(history, day - timedelta(days=1)), streak_of(history, day)
        assert after.current <= before.current + (day in history.completed)


def more(history: History, day: date) -> History:
    """The same history with one more session."""
    return History(
        history.done | {day}, history.planned, history.filled, history.paused, history.lost
    )


@given(histories, st.integers(0, 60))
def test_one_more_session_never_takes_anything_away(history: History, back: int) -> None:
    better = more(history, TODAY - timedelta(days=back))
    before, after = streak_of(history, TODAY), streak_of(better, TODAY)
    assert after.current >= before.current
    assert after.freezes >= before.freezes
    assert after.best >= before.best
    assert weeks(better, TODAY, 3) >= weeks(history, TODAY, 3)


@given(histories)
def test_a_session_today_makes_the_streak_one_longer(history: History) -> None:
    without = history_of("")
    without = History(
        history.done - {TODAY},
        history.planned,
        history.filled - {TODAY},
        history.paused,
        history.lost,
    )
    assert streak_of(more(without, TODAY), TODAY).current == streak_of(without, TODAY).current + 1


@given(histories)
def test_rest_pauses_and_outages_change_no_streak(history: History) -> None:
    plain = History(history.done, history.planned - history.paused, history.filled)
    assert streak_of(history, TODAY) == streak_of(plain, TODAY)


@given(histories, st.integers(2, 7))
def test_numbers_stay_in_their_ranges(history: History, goal: int) -> None:
    assert 0 <= strength(history, TODAY) <= 100
    assert 0 <= weeks(history, TODAY, goal) <= 11
