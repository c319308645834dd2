"""The weekly look back: praise, calm or the question, and help that changes something."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.checkin import HELPS, Barrier, Help, LookBack, Tone, helps
from bot.domain.plan import Course, Length
from tests.builders import NOON

COURSE = Course(since=NOON.date())


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (LookBack(4, 4), Tone.PRAISE),
        (LookBack(7, 4), Tone.PRAISE),
        (LookBack(4, 4, may_praise=False), Tone.CALM),
        (LookBack(3, 4), Tone.ASK),
        (LookBack(0, 2), Tone.ASK),
        (LookBack(3, 4, may_praise=False), Tone.ASK),
    ],
)
def test_a_week_is_praised_only_for_its_goal_and_never_on_a_red_day(
    week: LookBack, expected: Tone
) -> None:
    assert week.tone is expected


@pytest.mark.parametrize("barrier", Barrier)
def test_every_barrier_has_help_that_changes_something(barrier: Barrier) -> None:
    assert helps(barrier, COURSE, NOON) == HELPS[barrier]
    assert len(HELPS[barrier]) == 2


@pytest.mark.parametrize(
    ("barrier", "course", "expected"),
    [
        (Barrier.NO_TIME, replace(COURSE, length=Length.SHORT), (Help.OTHER_TIME,)),
        (Barrier.FORGOT, replace(COURSE, follow_up=True), (Help.OTHER_TIME,)),
        (
            Barrier.SORE,
            replace(COURSE, flare_until=NOON + timedelta(hours=1)),
            (Help.PAUSE,),
        ),
        (Barrier.SORE, replace(COURSE, flare_until=NOON), (Help.SOFT, Help.PAUSE)),
    ],
)
def test_what_is_so_already_is_not_offered(
    barrier: Barrier, course: Course, expected: tuple[Help, ...]
) -> None:
    assert helps(barrier, course, NOON) == expected
