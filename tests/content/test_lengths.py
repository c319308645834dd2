"""How long the player really takes for each routine, beside what is computed from its doses."""

from datetime import timedelta

import pytest

from bot.content.catalogue import Catalogue
from bot.domain import player
from bot.domain.routines import RoutineId
from bot.domain.script import script, seconds
from bot.domain.workouts import Ending
from tests import ready
from tests.builders import a_workout

CLOSE = timedelta(seconds=10)
ROUTINES = ready.shipped()[0].routines


@pytest.mark.parametrize("name", ROUTINES)
def test_the_player_takes_as_long_as_the_doses_say(catalogue: Catalogue, name: RoutineId) -> None:
    routine = catalogue.routines[name]
    plan = script(routine.items, catalogue.exercises)
    workout = a_workout(*routine.items)
    moment = workout.began_at
    while workout.ending is None:  # nobody presses anything
        following = player.at(workout, plan, moment).next_change_at
        assert following is not None
        assert following > moment
        moment = following
        workout = player.catch_up(workout, plan, moment)
    assert workout.ending is Ending.FINISHED
    assert abs(moment - workout.began_at - timedelta(seconds=seconds(plan))) <= CLOSE
    assert len(workout.done) == len(routine.items)
