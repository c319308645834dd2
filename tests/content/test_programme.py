"""The shipped programme has the weeks and gates that were planned."""

from bot.content.catalogue import Catalogue
from bot.domain.plan.programme import AfterSession, Bend, Gate
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import Item, RoutineId
from bot.domain.session.timeline import seconds, timeline

# The planned minutes of each week's sessions.
MINUTES = [(5,), (9,), (9, 9), (12, 9), (14, 11), (15, 13)]


def test_the_stages_are_those_of_the_plan(catalogue: Catalogue) -> None:
    stages = [week.stage for week in catalogue.programme.weeks]
    assert stages == ["settle", "ease-in", "build", "build", "strengthen", "full-dose"]
    assert [tuple(week.sessions) for week in catalogue.programme.weeks] == [
        *[("daily",)] * 2,
        *[("a", "b")] * 4,
    ]
    assert [week.days for week in catalogue.programme.weeks] == [*[(5, 7)] * 2, *[(5, 6)] * 4]


def test_each_session_takes_the_planned_minutes(catalogue: Catalogue) -> None:
    for at, (week, minutes) in enumerate(zip(catalogue.programme.weeks, MINUTES, strict=True)):
        for session, nominal in zip(week.sessions.values(), minutes, strict=True):
            items = []
            for name in session:
                dose = catalogue.exercises[ExerciseId(name)].doses[at]
                assert dose is not None
                items.append(Item(ExerciseId(name), dose))
            takes = seconds(timeline(tuple(items), catalogue.exercises)) / 60
            assert abs(takes - nominal) <= 1.5, (at + 1, session)


def test_the_gates_are_as_planned(catalogue: Catalogue) -> None:
    programme = catalogue.programme
    assert programme.gate == Gate(
        7,
        4,
        3,
        1,
        leg_pain_may_travel=False,
        repeats_before_physio=2,
        weeks_back_after_a_missed_week=1,
        weeks_up_at_once=1,
    )
    assert programme.after_session == AfterSession(24, 1, 2, 48, 3)
    assert programme.bend == Bend(
        RoutineId("profile-bend-hurts-10"),
        ExerciseId("knees-to-chest-single"),
        ExerciseId("gluteal-bridge"),
    )
    assert (programme.walk, programme.walk_days) == ("walk", 5)
    assert programme.afterwards_dose_of_weeks == (5, 6)
    assert programme.afterwards_days == (2, 3)
    assert programme.straight_leg_most_leg_pain == 3


def test_the_session_for_painful_bending_has_no_excluded_exercise(catalogue: Catalogue) -> None:
    routine = catalogue.routines[RoutineId(catalogue.programme.bend.session_b)]
    for item in routine.items:
        assert catalogue.exercises[item.exercise].caution(frozenset({Filter.BEND})) != "leave-out"


def test_every_exercise_of_the_articles_is_in_the_programme(catalogue: Catalogue) -> None:
    used = {
        name
        for week in catalogue.programme.weeks
        for session in week.sessions.values()
        for name in session
    }
    stretches = set(catalogue.exercises) - {"walk"}
    assert {name for name in stretches if name in used} == used
    assert len(used) == 13
