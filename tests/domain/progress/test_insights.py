"""Insights compare days after a session with other days, if there are enough of both."""

from datetime import date, timedelta

import pytest

from bot.domain.pain.notes import PainNote, Region
from bot.domain.progress.insights import Insight, insight
from tests.builders import ANA, NOON

TODAY = NOON.date()


def diary(*scores: int) -> list[PainNote]:
    """One note per day, the last of them today."""
    days = [TODAY - timedelta(days=back) for back in range(len(scores))]
    return [
        PainNote(ANA, NOON - timedelta(days=back), day, leg=score)
        for back, (day, score) in enumerate(zip(days, reversed(scores), strict=True))
    ]


def after(count: int) -> set[date]:
    """Sessions on the day before each of the newest `count` notes of `diary`."""
    return {TODAY - timedelta(days=back + 1) for back in range(count)}


@pytest.mark.parametrize(
    ("with_session", "without", "expected"),
    [
        ([2] * 14, [4] * 7, Insight(Region.LEG, -2.0, 14, 7)),
        ([5] * 14, [4] * 7, Insight(Region.LEG, 1.0, 14, 7)),
        ([2, 3] * 7, [4] * 8, Insight(Region.LEG, -1.5, 14, 8)),
        ([2] * 13, [4] * 7, None),  # too few days after a session
        ([2] * 14, [4] * 6, None),  # too few others
        ([4, 3] * 7, [4] * 7, None),  # half a point is too little
        ([], [], None),
    ],
)
def test_an_insight_needs_enough_days_and_a_large_enough_difference(
    with_session: list[int], without: list[int], expected: Insight | None
) -> None:
    notes = diary(*without, *with_session)
    assert insight(notes, Region.LEG, after(len(with_session)), TODAY) == expected


def test_leg_scores_give_no_insight_about_the_back() -> None:
    assert insight(diary(*[4] * 7, *[1] * 14), Region.BACK, after(14), TODAY) is None


def test_notes_older_than_twelve_weeks_do_not_count() -> None:
    notes = diary(*[4] * 7, *[1] * 14)
    later = TODAY + timedelta(weeks=12)
    assert insight(notes, Region.LEG, after(14), later) is None
