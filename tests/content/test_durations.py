"""The player takes as long for each routine as its timeline says."""

from datetime import datetime, timedelta
from math import ceil

import pytest

from bot.domain.routines.routine import Routine
from bot.domain.session import player
from bot.domain.session.frame import frame_at
from bot.domain.session.session import Ending, Outcome, Session, SessionId
from bot.domain.session.timeline import Timeline, seconds, timeline
from tests import ready
from tests.builders import ANA, NOON

CATALOGUE = ready.shipped().catalogue
INTERVAL = 1
"""Seconds between two scheduler runs."""


def runs(routine: Routine, lines: Timeline) -> Session:
    """The finished session if nobody presses anything."""
    day = NOON.date()
    began = Session(SessionId(1), ANA, routine.id, day, routine.items, NOON, NOON, NOON)
    session, now = began, NOON
    while session.ending is None:
        due = frame_at(session, lines, now).next_change_at
        assert due is not None
        assert session.still is None
        now = _next_run(due)
        session = player.catch_up(session, lines, now)
    return session


def _next_run(due: datetime) -> datetime:
    return NOON + timedelta(seconds=INTERVAL * ceil((due - NOON).total_seconds() / INTERVAL))


@pytest.mark.parametrize("routine", CATALOGUE.routines.values(), ids=lambda each: str(each.id))
def test_a_routine_takes_as_long_as_computed_within_ten_seconds(routine: Routine) -> None:
    lines = timeline(routine.items, CATALOGUE.exercises)
    ran = runs(routine, lines)
    assert ran.ended_at is not None
    assert ran.ending is Ending.FINISHED
    assert {line.outcome for line in ran.log} <= {Outcome.DONE, Outcome.EASIER}
    took = (ran.ended_at - ran.began_at).total_seconds()
    assert abs(took - seconds(lines)) <= 10
