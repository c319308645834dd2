"""How long the player takes for each routine, compared with the length computed from its doses."""

from datetime import timedelta

import pytest

from bot.content.catalogue import Catalogue
from bot.domain.routines.routine import RoutineId
from bot.domain.session import player
from bot.domain.session.frame import frame_at
from bot.domain.session.session import Ending
from bot.domain.session.timeline import seconds, timeline
from tests import ready
from tests.builders import a_session

CLOSE = timedelta(seconds=10)
ROUTINES = ready.shipped().catalogue.routines


@pytest.mark.parametrize("name", ROUTINES)
def test_the_player_takes_as_long_as_computed(catalogue: Catalogue, name: RoutineId) -> None:
    routine = catalogue.routines[name]
    plan = timeline(routine.items, catalogue.exercises)
    session = a_session(*routine.items)
    moment = session.began_at
    while session.ending is None:  # nobody presses anything
        following = frame_at(session, plan, moment).next_change_at
        assert following is not None
        assert following > moment
        moment = following
        session = player.catch_up(session, plan, moment)
    assert session.ending is Ending.FINISHED
    assert abs(moment - session.began_at - timedelta(seconds=seconds(plan))) <= CLOSE
    assert len(session.done) == len(routine.items)
