"""Feedback on a pain note compared with earlier ones."""

from datetime import timedelta

import pytest

from bot.domain.pain.feedback import may_praise, pain_feedback, start_of
from bot.domain.pain.notes import PainNote, Reach, Taken
from bot.domain.pain.safety_screen import Light, Travel
from bot.domain.plan.programme import AfterSession
from bot.domain.plan.progression import Aftermath
from bot.domain.session.session import SessionId
from tests.builders import ANA, NOON

RULES = AfterSession(24, 1, 2, 48, 3)


def noted(
    back: int | None = None,
    leg: int | None = None,
    *,
    hours: float = 0,
    taken: Taken = Taken.ANY,
    session: int | None = None,
    reach: Reach | None = None,
) -> PainNote:
    at = NOON + timedelta(hours=hours)
    session = None if session is None else SessionId(session)
    return PainNote(ANA, at, at.date(), back, leg, reach, taken, session)


def before(back: int, session: int = 1, hours: float = -0.2) -> PainNote:
    return noted(back, hours=hours, taken=Taken.BEFORE, session=session)


def ended(back: int, session: int = 1, hours: float = 0) -> PainNote:
    return noted(back, hours=hours, taken=Taken.AFTER, session=session)


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([], True),
        ([noted(5), noted(3, 4)], True),
        ([noted(1), noted(2, 6)], False),
        ([before(1), ended(3)], True),
        ([before(1), ended(4)], False),  # more than two points above the start
        ([noted(1, hours=-1), ended(4)], False),
        ([before(1, session=2), ended(4)], True),  # the start of another session does not count
    ],
)
def test_nobody_is_praised_on_a_day_of_red_pain(notes: list[PainNote], *, expected: bool) -> None:
    assert may_praise(notes) is expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ([before(2)], 2),
        ([before(2, session=2)], None),
        ([noted(3, hours=-1.9)], 3),
        ([noted(3, hours=-2.1)], None),
        ([before(2, hours=-1), noted(3, hours=-0.5)], 3),  # the newest of them
        ([ended(2, hours=-1)], None),
    ],
)
def test_the_start_of_a_session_is_the_note_before_it(
    earlier: list[PainNote], expected: int | None
) -> None:
    start = start_of(ended(5), earlier)
    assert (start.back if start else None) == expected


def test_the_newest_note_is_compared_with_its_start_and_the_last_reach() -> None:
    told = pain_feedback(
        [
            noted(0, 2, hours=-48, reach=Reach.THIGH),
            before(1),
            noted(4, 2, taken=Taken.AFTER, session=1, reach=Reach.FOOT),
        ],
        RULES,
    )
    assert told is not None
    assert (told.light, told.travel) == (Light.RED, Travel.DOWN)


def test_leg_pain_is_not_compared_with_an_old_note() -> None:
    notes = [noted(0, 2, hours=-169, reach=Reach.THIGH), noted(0, 2, reach=Reach.FOOT)]
    told = pain_feedback(notes, RULES)
    assert told is not None
    assert told.travel is Travel.UNKNOWN
    assert pain_feedback([], RULES) is None


def test_the_second_red_session_in_a_row_leads_to_a_flare_up() -> None:
    told = pain_feedback([ended(7, session=1, hours=-24), ended(7, session=2)], RULES)
    assert told is not None
    assert told.after is Aftermath.FLARE
    assert told.light is Light.RED
