"""The weekly review: praise, calm or a question, and help that changes something."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.plan.progression import Length, PlanProgress
from bot.domain.plan.weekly_review import HELPS, Barrier, Help, Tone, WeeklyReview, helps
from tests.builders import NOON

PROGRESS = PlanProgress(since=NOON.date())


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (WeeklyReview(4, 4), Tone.PRAISE),
        (WeeklyReview(7, 4), Tone.PRAISE),
        (WeeklyReview(4, 4, may_praise=False), Tone.CALM),
        (WeeklyReview(3, 4), Tone.ASK),
        (WeeklyReview(0, 2), Tone.ASK),
        (WeeklyReview(3, 4, may_praise=False), Tone.ASK),
    ],
)
def test_a_week_is_praised_only_for_reaching_its_goal_and_never_on_a_red_day(
    week: WeeklyReview, expected: Tone
) -> None:
    assert week.tone is expected


@pytest.mark.parametrize("barrier", Barrier)
def test_every_barrier_has_help_that_changes_something(barrier: Barrier) -> None:
    assert helps(barrier, PROGRESS, NOON) == HELPS[barrier]
    assert len(HELPS[barrier]) == 2


@pytest.mark.parametrize(
    ("barrier", "progress", "expected"),
    [
        (Barrier.NO_TIME, replace(PROGRESS, length=Length.SHORT), (Help.OTHER_TIME,)),
        (Barrier.FORGOT, replace(PROGRESS, follow_up=True), (Help.OTHER_TIME,)),
        (
            Barrier.SORE,
            replace(PROGRESS, flare_until=NOON + timedelta(hours=1)),
            (Help.PAUSE,),
        ),
        (Barrier.SORE, replace(PROGRESS, flare_until=NOON), (Help.SOFT, Help.PAUSE)),
    ],
)
def test_help_that_is_already_in_effect_is_not_offered(
    barrier: Barrier, progress: PlanProgress, expected: tuple[Help, ...]
) -> None:
    assert helps(barrier, progress, NOON) == expected
