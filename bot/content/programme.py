"""Convert the six-week programme in the content to the values that the domain rules use."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.plan.programme import AfterSession, Bend, Gate, Programme, Week
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import RoutineId

if TYPE_CHECKING:  # not imported at run time: the models need Pydantic
    from bot.content.schema.programme import ProgrammeFile, WeekFacts

__all__ = ["Programme", "facts"]


def facts(file: "ProgrammeFile") -> Programme:
    """The values of a valid programme.yaml."""
    return Programme(
        weeks=tuple(_week(each) for each in file.weeks),
        walk=ExerciseId(file.walk.exercise),
        walk_days=file.walk.days,
        afterwards_dose_of_weeks=file.afterwards.dose_of_weeks,
        afterwards_days=(file.afterwards.days.low, file.afterwards.days.high),
        gate=Gate(**file.gate.model_dump()),
        after_session=AfterSession(**file.after_session.model_dump()),
        bend=Bend(
            RoutineId(file.bend.session_b),
            ExerciseId(file.bend.week_one.instead_of),
            ExerciseId(file.bend.week_one.take),
        ),
        straight_leg_most_leg_pain=file.straight_leg.most_leg_pain,
    )


def _week(facts: "WeekFacts") -> Week:
    return Week(
        stage=facts.stage,
        sessions=MappingProxyType(
            {
                name: tuple(map(ExerciseId, session.exercises))
                for name, session in facts.sessions.items()
            }
        ),
        days=(facts.days.low, facts.days.high),
    )
