"""The traffic light, where leg pain moves, and when to ask."""

from datetime import timedelta

import pytest

from bot.domain.pain.notes import PainNote, Reach
from bot.domain.pain.safety_screen import (
    Light,
    Travel,
    asks_before,
    jumped,
    light,
    note_light,
    travel,
)
from tests.builders import ANA, NOON

GREEN, AMBER, RED = Light


def noted(back: int | None = None, leg: int | None = None, reach: Reach | None = None) -> PainNote:
    return PainNote(ANA, NOON, NOON.date(), back, leg, reach)


@pytest.mark.parametrize(
    ("score", "start", "expected"),
    [
        (0, None, GREEN),
        (3, None, GREEN),
        (4, None, AMBER),
        (5, None, AMBER),
        (6, None, RED),
        (10, None, RED),
        (3, 1, GREEN),  # two above the start is still allowed
        (3, 0, RED),  # more than two above is not
        (5, 3, AMBER),
        (5, 2, RED),
        (5, 5, AMBER),
        (6, 6, RED),
    ],
)
def test_the_light_is_red_from_six_on_or_more_than_two_above_the_start(
    score: int, start: int | None, expected: Light
) -> None:
    assert light(score, start) is expected


@pytest.mark.parametrize(
    ("note", "start", "expected"),
    [
        (noted(2, 2), None, GREEN),
        (noted(2, 5), None, AMBER),
        (noted(7, 0), None, RED),
        (noted(4, 3), noted(4, 0), RED),  # each compared with its own start
        (noted(4, 3), noted(4, None), AMBER),
        (noted(), None, GREEN),
    ],
)
def test_the_stricter_of_back_and_leg_decides(
    note: PainNote, start: PainNote | None, expected: Light
) -> None:
    assert note_light(note, start) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Reach.BUTTOCK, Reach.THIGH, Travel.DOWN),
        (Reach.BACK, Reach.FOOT, Travel.DOWN),
        (Reach.FOOT, Reach.BELOW_KNEE, Travel.UP),
        (Reach.THIGH, Reach.THIGH, Travel.STAYS),
        (None, Reach.THIGH, Travel.UNKNOWN),
        (Reach.THIGH, None, Travel.UNKNOWN),
    ],
)
def test_leg_pain_goes_down_up_or_stays(
    before: Reach | None, after: Reach | None, expected: Travel
) -> None:
    assert travel(before, after) is expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([(2, 5)], True),
        ([(2, 4)], False),
        ([(2, 2), (1, 4)], True),
        ([(2, 0), (None, 9)], False),  # nothing to compare the leg with
        ([(2, 2), (4, None)], False),
        ([(8, 2)], False),
    ],
)
def test_a_jump_is_three_points_or_more(
    scores: list[tuple[int | None, int | None]], *, expected: bool
) -> None:
    assert jumped(scores) is expected


@pytest.mark.parametrize(
    ("sessions", "last", "expected"),
    [(0, None, True), (1, None, False), (3, noted(0), True), (4, noted(3), False)],
)
def test_pain_before_a_session_is_asked_every_third_time(
    sessions: int, last: PainNote | None, *, expected: bool
) -> None:
    assert asks_before(sessions, last) is expected


def test_pain_before_a_session_is_asked_every_time_while_it_hurts() -> None:
    assert asks_before(4, noted(4))
    assert asks_before(5, noted(0, 7))


def test_the_worst_score_is_that_of_the_note_itself() -> None:
    before = PainNote(ANA, NOON - timedelta(days=1), NOON.date() - timedelta(days=1), 9)
    assert before.worst == 9
    assert noted().worst is None
