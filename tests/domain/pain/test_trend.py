"""Trends in a person's pain scores."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pain.notes import PainNote, Reach, Region
from bot.domain.pain.trend import (
    Change,
    Trend,
    baseline,
    daily,
    is_time_for_help,
    lasts_further_down,
    trend,
    weekly,
)
from tests.builders import ANA, NOON

FIRST = date(2026, 3, 2)


def diary(scores: Iterable[int | None]) -> list[PainNote]:
    """One note per day from the first on; None is a day without one."""
    return [
        PainNote(ANA, NOON, FIRST + timedelta(days=number), leg=score)
        for number, score in enumerate(scores)
        if score is not None
    ]


def reached(depths: str) -> list[PainNote]:
    """One digit per day: how far down the pain reached, from 0 to 4."""
    return [
        PainNote(
            ANA,
            NOON + timedelta(days=number),
            FIRST + timedelta(days=number),
            leg=2,
            reach=tuple(Reach)[int(depth)],
        )
        for number, depth in enumerate(depths)
    ]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None),
        ([6, 6], None),
        ([6, 2, 7], 6.0),
        ([6, None, None, 2, 7], 6.0),  # ratings, not days
        ([5, 5, 5, 5, 6, 6, 6, 0, 0, 0], 5.0),  # the eighth no longer counts
        ([4, 4, 6, 6], 5.0),
    ],
)
def test_the_baseline_is_the_median_of_the_first_three_to_seven_ratings(
    scores: list[int | None], expected: float | None
) -> None:
    assert baseline(diary(scores), Region.LEG) == expected


def test_several_notes_on_a_day_are_one_rating() -> None:
    notes = [PainNote(ANA, NOON, FIRST, back=score) for score in (2, 8, 3)]
    assert daily(notes, Region.BACK) == {FIRST: 3.0}
    assert daily(notes, Region.LEG) == {}
    assert baseline(notes, Region.BACK) is None


def test_a_week_with_fewer_than_three_ratings_has_no_median() -> None:
    notes = diary([5, 5, None, None, None, None, None, 4, 4, 3])
    assert weekly(notes, Region.LEG, FIRST + timedelta(days=6)) is None
    assert weekly(notes, Region.LEG, FIRST + timedelta(days=13)) == 4.0


WEEKS = [
    (("6666666", "4444444", "4444444"), Change.BETTER),
    (("6666666", "4444444", "5555555"), Change.SAME),  # one week is not two
    (("6666666", "6666666", "4444444"), Change.SAME),
    (("9999999", "7777777", "7777777"), Change.SAME),  # two points, but not 30 % of nine
    (("9999999", "6666666", "6666666"), Change.BETTER),
    (("3333333", "1111111", "1111111"), Change.BETTER),
    (("2222222", "0000000", "0000000"), Change.LOW_START),  # cannot fall far enough
    (("2222222", "4444444", "4444444"), Change.WORSE),
    (("4444444", "6666666", "6666666"), Change.WORSE),
    (("4444444", "6666666", "5555555"), Change.SAME),
    (("5555555", "5555555", "5555555"), Change.SAME),
]


@pytest.mark.parametrize(("weeks", "expected"), WEEKS)
def test_a_change_takes_two_consecutive_weeks(weeks: tuple[str, ...], expected: Change) -> None:
    scores = [int(each) for each in "".join(weeks)]
    notes = diary(scores)
    today = FIRST + timedelta(days=len(scores) - 1)
    assert trend(notes, Region.LEG, today).change is expected


def test_with_too_few_ratings_there_is_no_trend() -> None:
    today = FIRST + timedelta(days=20)
    assert trend([], Region.BACK, today) == Trend(Change.TOO_FEW)
    gap = diary([*[6] * 7, 4, 4, *[None] * 5, *[4] * 7])
    assert trend(gap, Region.LEG, today).change is Change.TOO_FEW


@given(st.lists(st.none() | st.integers(0, 10), max_size=60))
def test_better_means_both_weeks_are_two_points_below_the_baseline(
    scores: list[int | None],
) -> None:
    notes = diary(scores)
    read = trend(notes, Region.LEG, FIRST + timedelta(days=max(0, len(scores) - 1)))
    if read.change is Change.BETTER:
        assert read.baseline is not None
        assert read.this_week is not None
        assert read.week_before is not None
        assert max(read.this_week, read.week_before) <= read.baseline - 2
    if read.change is not Change.TOO_FEW:
        assert None not in (read.baseline, read.this_week, read.week_before)


@pytest.mark.parametrize(
    ("depths", "expected"),
    [
        ("1111111", False),
        ("1111112", False),  # one day is not lasting
        ("1111122", True),
        ("11", False),  # too few to compare with
        ("3333311", False),  # upwards
        ("1112211111111", False),  # over a week ago
    ],
)
def test_pain_further_down_on_two_days_is_lasting(depths: str, *, expected: bool) -> None:
    notes = reached(depths)
    assert lasts_further_down(notes, FIRST + timedelta(days=len(depths) - 1)) is expected


@pytest.mark.parametrize(
    ("weeks", "score", "expected"),
    [
        (3, 5, False),  # too early to say
        (4, 5, True),
        (6, 5, True),
        (8, 5, False),  # suggested often enough before
        (5, 2, False),  # better than at the start
        (5, 7, True),
    ],
)
def test_no_better_for_weeks_is_a_reason_to_see_somebody(
    weeks: int, score: int, *, expected: bool
) -> None:
    today = NOON.date()
    days = weeks * 7
    notes = [
        PainNote(
            ANA,
            NOON - timedelta(days=back),
            today - timedelta(days=back),
            leg=5 if back > days - 7 else score,
        )
        for back in range(days + 1)
    ]
    assert is_time_for_help(notes, today) is expected


def test_without_notes_nobody_is_sent_to_a_doctor() -> None:
    assert not is_time_for_help([], NOON.date())
