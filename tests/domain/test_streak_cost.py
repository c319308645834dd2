"""Fast streaks: the same figures as by definition, at a cost linear in the number of days."""

from collections.abc import Set
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress import streak
from bot.domain.progress.streak import History
from tests.domain import streak_by_definition as defined

TODAY = date(2026, 3, 10)  # a Tuesday


@st.composite
def any_histories(draw: st.DrawFn) -> History:
    """Random days of each kind, including future days and days of several kinds."""
    days = st.integers(-10, 120).map(lambda back: TODAY - timedelta(days=back))
    groups = [draw(st.frozensets(days, max_size=60)) for _ in range(5)]
    return History(*groups)


@given(any_histories(), st.integers(2, 7))
def test_every_figure_is_what_its_definition_says(history: History, goal: int) -> None:
    assert streak.streak_of(history, TODAY) == defined.streak(history, TODAY)
    assert streak.just_frozen(
        history, TODAY, streak.streak_of(history, TODAY).frozen
    ) == defined.just_frozen(history, TODAY)
    assert streak.strength(history, TODAY) == defined.strength(history, TODAY)
    assert streak.weeks(history, TODAY, goal) == defined.weeks(history, TODAY, goal)
    assert streak.done_this_week(history, TODAY) == defined.done_this_week(history, TODAY)
    assert streak.calendar(
        history, TODAY, streak.streak_of(history, TODAY).frozen
    ) == defined.calendar(history, TODAY)


@given(any_histories(), st.integers(1, 60))
def test_days_done_lately_include_today(history: History, count: int) -> None:
    expected = sum(0 <= (TODAY - day).days < count for day in history.done | history.filled)
    assert streak.done_lately(history, TODAY, count) == expected


class CountedSet(frozenset[date]):
    """Counts how often a set is made from others; each costs as much as it has members."""

    made = 0

    def _counted(self, found: frozenset[date]) -> "CountedSet":
        CountedSet.made += 1
        return CountedSet(found)

    def __or__(self, other: Set[Any]) -> "CountedSet":
        return self._counted(frozenset.__or__(self, other))

    def __sub__(self, other: Set[Any]) -> "CountedSet":
        return self._counted(frozenset.__sub__(self, other))

    def __and__(self, other: Set[Any]) -> "CountedSet":
        return self._counted(frozenset.__and__(self, other))


def _sets_made(years: int) -> int:
    back = [TODAY - timedelta(days=each) for each in range(365 * years)]
    groups = (back[::2], back, back[1::8], back[3::8], back[5::8])
    history = History(*(CountedSet(group) for group in groups))
    CountedSet.made = 0
    streak.calendar(history, TODAY, streak.streak_of(history, TODAY).frozen)
    streak.just_frozen(history, TODAY, streak.streak_of(history, TODAY).frozen)
    streak.strength(history, TODAY)
    streak.weeks(history, TODAY, 4)
    streak.done_this_week(history, TODAY)
    streak.may_fill(history, TODAY)
    return CountedSet.made


def test_ten_years_of_days_cost_ten_times_one_year() -> None:
    assert _sets_made(10) == _sets_made(1) <= 10
