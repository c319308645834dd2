"""Today's session: the plan's exercises, substitutes for those that do not suit, reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.person import EVERY_PLACE
from bot.domain.plan.progression import Length
from bot.domain.plan.selection import (
    FEWEST,
    MOST,
    PLAN,
    TWINS,
    ContentLibrary,
    PlanPosition,
    session,
    substitute,
    todays,
)
from bot.domain.routines.exercises import Caution, Dose, Equipment, ExerciseId, Filter, Place
from bot.domain.routines.routine import Because, Eligibility, LeftOutBy, Offer, Pick, reason_against
from bot.domain.session.timeline import length
from tests import ready

CONTENT = ready.shipped().catalogue
LIBRARY = ContentLibrary(CONTENT.programme, CONTENT.exercises, CONTENT.routines, length)
EVERYTHING = frozenset(Equipment)


def suits(*filters: Filter, level: int = 1, **changes: object) -> Eligibility:
    base = Eligibility(frozenset(filters), EVERY_PLACE, EVERYTHING, week=level)
    return replace(base, **changes)  # type: ignore[arg-type]


def names(offer: Offer | None) -> list[str]:
    assert offer is not None
    return [str(item.exercise) for item in offer.items]


def test_the_first_week_has_its_three_exercises_with_their_doses() -> None:
    offer = todays(LIBRARY, suits(), PlanPosition(1))
    assert offer is not None
    assert offer.routine == PLAN
    assert names(offer) == ["pelvic-tilt", "knees-to-chest-single", "cat-stretch"]
    assert [item.dose for item in offer.items] == [Dose(3, 10), Dose(10, 2), Dose(5, 4)]
    assert {pick.because for pick in offer.picks} == {Because.PLAN}


def test_from_the_third_week_on_sessions_a_and_b_alternate() -> None:
    sessions = [session(LIBRARY, frozenset(), PlanPosition(3, sessions=done)) for done in range(4)]
    assert sessions[0] == sessions[2] != sessions[1] == sessions[3]
    assert "gluteal-bridge" in sessions[0]
    assert "childs-pose" in sessions[1]


def test_in_the_morning_nothing_bends_forward_and_the_reason_is_kept() -> None:
    offer = todays(LIBRARY, suits(early=True), PlanPosition(1))
    assert offer is not None
    assert not any(LIBRARY.exercises[item.exercise].bends_forward for item in offer.items)
    swap = next(pick for pick in offer.picks if pick.because is Because.INSTEAD)
    assert (swap.instead_of, swap.by) == ("knees-to-chest-single", LeftOutBy.MORNING)
    assert offer.left_out == (), "it is served later in the day"


def test_the_bend_filter_changes_session_b_and_adds_a_bridge_in_the_first_week() -> None:
    bend = frozenset({Filter.BEND})
    first = session(LIBRARY, bend, PlanPosition(1))
    assert first == ("pelvic-tilt", "gluteal-bridge", "cat-stretch")
    routine = LIBRARY.routines[CONTENT.programme.bend.session_b]
    assert session(LIBRARY, bend, PlanPosition(4, 1)) == tuple(
        item.exercise for item in routine.items
    )


def test_an_exercise_left_out_by_a_filter_is_replaced_and_named() -> None:
    offer = todays(LIBRARY, suits(Filter.BONE, level=3), PlanPosition(3, 1, length=Length.FULL))
    assert offer is not None
    assert ("low-back-stretch", Filter.BONE) in [
        (each.exercise, each.by) for each in offer.left_out
    ]
    instead = [pick for pick in offer.picks if pick.instead_of == "low-back-stretch"]
    assert [pick.by for pick in instead] == [Filter.BONE]


def test_where_a_filter_asks_for_care_the_dose_is_that_of_the_week_before() -> None:
    careful = LIBRARY.exercises[ExerciseId("cat-stretch")]
    assert careful.caution(frozenset({Filter.ARCH})) is Caution.MODIFY
    offer = todays(LIBRARY, suits(Filter.ARCH, level=2), PlanPosition(2, length=Length.FULL))
    assert offer is not None
    dose = next(item.dose for item in offer.items if item.exercise == careful.id)
    assert dose == careful.doses[0]


def test_an_eased_exercise_is_served_in_its_easier_form() -> None:
    tilt = ExerciseId("pelvic-tilt")
    offer = todays(LIBRARY, suits(), PlanPosition(1, eased=frozenset({tilt})))
    assert offer is not None
    assert (offer.items[0].exercise, offer.items[0].easier) == (tilt, True)


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("level", range(1, 7))
def test_a_session_keeps_to_its_length(level: int, length: Length) -> None:
    for done in range(4):
        offer = todays(LIBRARY, suits(level=level), PlanPosition(level, done, length=length))
        assert FEWEST <= len(names(offer)) <= MOST[length]


def test_over_time_every_exercise_of_the_session_is_served() -> None:
    offers = [todays(LIBRARY, suits(), PlanPosition(2, done)) for done in range(12)]
    seen = {name for offer in offers for name in names(offer)}
    assert seen == set(session(LIBRARY, frozenset(), PlanPosition(2)))


def test_the_same_day_gives_the_same_session_and_variety_changes_it() -> None:
    at = PlanPosition(2, 5)
    assert todays(LIBRARY, suits(level=2), at) == todays(LIBRARY, suits(level=2), at)
    offers = {tuple(names(todays(LIBRARY, suits(), replace(at, variety=n)))) for n in range(4)}
    assert len(offers) > 1


def test_too_few_suitable_exercises_make_no_session() -> None:
    assert todays(LIBRARY, suits(places=frozenset({Place.CHAIR})), PlanPosition(1)) is None


def test_without_a_suitable_exercise_there_is_no_substitute() -> None:
    assert substitute(LIBRARY, suits(), PlanPosition(1), LIBRARY.programme.exercises) is None


FILTERS = st.frozensets(st.sampled_from(Filter))
CASES = st.builds(
    Eligibility,
    filters=FILTERS,
    places=st.frozensets(st.sampled_from(Place), min_size=1),
    equipment=st.frozensets(st.sampled_from(Equipment)),
    week=st.integers(1, 6),
    adjustments=st.frozensets(st.sampled_from(sorted(LIBRARY.programme.exercises))),
    straight_leg=st.booleans(),
    early=st.booleans(),
)
POSITIONS = st.builds(
    PlanPosition,
    level=st.just(1),
    sessions=st.integers(0, 400),
    variety=st.integers(0, 9),
    length=st.sampled_from(Length),
)


@given(CASES, POSITIONS)
def test_nothing_unsuitable_is_ever_served(case: Eligibility, at: PlanPosition) -> None:
    offer = todays(LIBRARY, case, replace(at, level=case.week or 1))
    if offer is None:
        return
    for item in offer.items:
        assert reason_against(LIBRARY.exercises[item.exercise], case) is None
    served = [item.exercise for item in offer.items]
    assert len(set(served)) == len(served)
    assert not set(served) >= TWINS
    assert [pick.exercise for pick in offer.picks] == served
    assert all(isinstance(pick, Pick) for pick in offer.picks)
