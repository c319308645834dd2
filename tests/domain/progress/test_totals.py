"""Minutes per week, and outcomes per exercise."""

from datetime import date, timedelta

import pytest

from bot.domain.progress.totals import Tally, Week, by_week, mondays, seconds, tally
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.session.session import Logged, Outcome, SessionId, SessionLog
from tests.builders import NOON

TODAY = date(2026, 3, 10)  # a Tuesday


def a_line(
    outcome: Outcome = Outcome.DONE, exercise: str = "tilt", spent: float = 60.0, position: int = 0
) -> Logged:
    ended = NOON + timedelta(seconds=spent)
    return Logged(position, ExerciseId(exercise), Dose(5), outcome, NOON, ended)


def on(day: date, *lines: Logged) -> SessionLog:
    return SessionLog(SessionId(1), day, lines)


@pytest.mark.parametrize(
    ("outcome", "spent", "nominal", "expected"),
    [
        (Outcome.DONE, 60, 90, 60),  # ended early by a button
        (Outcome.DONE, 7200, 90, 90),  # two hours of pause are not stretching
        (Outcome.EASIER, 60, None, 60),  # an exercise that is no longer in the content
        (Outcome.HURT, 20, 90, 20),
        (Outcome.STOPPED, 20, 90, 20),
        (Outcome.SKIPPED, 60, 90, 0),
        (Outcome.DONE, -5, 90, 0),  # the clock was set back
    ],
)
def test_an_exercise_takes_no_longer_than_its_dose(
    outcome: Outcome, spent: float, nominal: int | None, expected: float
) -> None:
    assert seconds(a_line(outcome, spent=spent), nominal) == expected


def test_weeks_begin_on_monday_and_end_with_the_current_one() -> None:
    assert mondays(TODAY, 2) == (date(2026, 3, 2), date(2026, 3, 9))


def test_minutes_and_days_add_up_by_week() -> None:
    sessions = [
        on(TODAY, a_line(spent=100), a_line(spent=100, position=1)),
        on(TODAY, a_line(spent=100)),
        on(TODAY - timedelta(days=2), a_line(spent=60)),
        on(TODAY - timedelta(days=3), a_line(Outcome.SKIPPED, spent=60)),
        on(TODAY - timedelta(days=300), a_line(spent=60)),
    ]
    weeks = by_week(sessions, TODAY, lambda _: None)
    assert len(weeks) == 8
    assert weeks[-1] == Week(date(2026, 3, 9), days=1, minutes=5)
    assert weeks[-2] == Week(date(2026, 3, 2), days=1, minutes=1)
    assert {week.minutes for week in weeks[:-2]} == {0}


def test_exercises_are_counted_by_outcome() -> None:
    lines = [a_line(outcome, exercise="cat") for outcome in Outcome]
    sessions = [on(TODAY, *lines), on(TODAY, a_line(exercise="tilt")), on(TODAY, *lines)]
    old = on(TODAY - timedelta(days=90), a_line(exercise="walk"))
    assert tally([*sessions, old], TODAY - timedelta(days=50)) == (
        Tally(ExerciseId("cat"), (2, 2, 2, 2)),
        Tally(ExerciseId("tilt"), (1, 0, 0, 0)),
    )
