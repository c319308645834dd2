"""Today's session: what the plan has, what takes the place of what does not suit, and why."""

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

CONTENT, _ = ready.shipped()
SHELF = ContentLibrary(CONTENT.programme, CONTENT.exercises, CONTENT.routines, length)
EVERYTHING = frozenset(Equipment)


def suits(*filters: Filter, level: int = 1, **changes: object) -> Eligibility:
    base = Eligibility(frozenset(filters), EVERY_PLACE, EVERYTHING, week=level)
    return replace(base, **changes)  # type: ignore[arg-type]


def names(offer: Offer | None) -> list[str]:
    assert offer is not None
    return [str(item.exercise) for item in offer.items]


def test_the_first_week_has_its_three_moves_with_their_doses() -> None:
    offer = todays(SHELF, suits(), PlanPosition(1))
    assert offer is not None
    assert offer.routine == PLAN
    assert names(offer) == ["pelvic-tilt", "knees-to-chest-single", "cat-stretch"]
    assert [item.dose for item in offer.items] == [Dose(3, 10), Dose(10, 2), Dose(5, 4)]
    assert {pick.because for pick in offer.picks} == {Because.PLAN}


def test_from_the_third_week_on_a_and_b_take_turns() -> None:
    sessions = [session(SHELF, frozenset(), PlanPosition(3, sessions=done)) for done in range(4)]
    assert sessions[0] == sessions[2] != sessions[1] == sessions[3]
    assert "gluteal-bridge" in sessions[0]
    assert "childs-pose" in sessions[1]


def test_early_in_the_day_nothing_bends_forward_and_the_reason_is_kept() -> None:
    offer = todays(SHELF, suits(early=True), PlanPosition(1))
    assert offer is not None
    assert not any(SHELF.exercises[item.exercise].bends_forward for item in offer.items)
    swap = next(pick for pick in offer.picks if pick.because is Because.INSTEAD)
    assert (swap.instead_of, swap.by) == ("knees-to-chest-single", LeftOutBy.MORNING)
    assert offer.left_out == (), "it is not lost: it comes back later in the day"


def test_whoever_bending_hurts_gets_another_session_b_and_a_bridge_in_the_first_week() -> None:
    bend = frozenset({Filter.BEND})
    assert session(SHELF, bend, PlanPosition(1)) == ("pelvic-tilt", "gluteal-bridge", "cat-stretch")
    routine = SHELF.routines[CONTENT.programme.bend.session_b]
    assert session(SHELF, bend, PlanPosition(4, 1)) == tuple(
        item.exercise for item in routine.items
    )


def test_what_a_filter_leaves_out_is_replaced_and_named() -> None:
    offer = todays(SHELF, suits(Filter.BONE, level=3), PlanPosition(3, 1, length=Length.FULL))
    assert offer is not None
    assert ("low-back-stretch", Filter.BONE) in [
        (each.exercise, each.by) for each in offer.left_out
    ]
    instead = [pick for pick in offer.picks if pick.instead_of == "low-back-stretch"]
    assert [pick.by for pick in instead] == [Filter.BONE]


def test_where_care_is_asked_for_the_dose_is_a_week_lower() -> None:
    careful = SHELF.exercises[ExerciseId("cat-stretch")]
    assert careful.caution(frozenset({Filter.ARCH})) is Caution.MODIFY
    offer = todays(SHELF, suits(Filter.ARCH, level=2), PlanPosition(2, length=Length.FULL))
    assert offer is not None
    dose = next(item.dose for item in offer.items if item.exercise == careful.id)
    assert dose == careful.doses[0]


def test_what_the_person_wants_easier_comes_easier() -> None:
    tilt = ExerciseId("pelvic-tilt")
    offer = todays(SHELF, suits(), PlanPosition(1, eased=frozenset({tilt})))
    assert offer is not None
    assert (offer.items[0].exercise, offer.items[0].easier) == (tilt, True)


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("level", range(1, 7))
def test_a_session_keeps_to_its_length(level: int, length: Length) -> None:
    for done in range(4):
        offer = todays(SHELF, suits(level=level), PlanPosition(level, done, length=length))
        assert FEWEST <= len(names(offer)) <= MOST[length]


def test_in_time_every_move_of_the_session_has_its_turn() -> None:
    seen = {
        name for done in range(12) for name in names(todays(SHELF, suits(), PlanPosition(2, done)))
    }
    assert seen == set(session(SHELF, frozenset(), PlanPosition(2)))


def test_the_same_day_gives_the_same_and_wanting_other_moves_gives_others() -> None:
    turn = PlanPosition(2, 5)
    assert todays(SHELF, suits(level=2), turn) == todays(SHELF, suits(level=2), turn)
    offers = {tuple(names(todays(SHELF, suits(), replace(turn, variety=n)))) for n in range(4)}
    assert len(offers) > 1


def test_too_little_that_suits_is_no_session() -> None:
    assert todays(SHELF, suits(places=frozenset({Place.CHAIR})), PlanPosition(1)) is None


def test_nothing_that_suits_means_no_substitute() -> None:
    assert substitute(SHELF, suits(), PlanPosition(1), SHELF.programme.exercises) is None


FILTERS = st.frozensets(st.sampled_from(Filter))
CASES = st.builds(
    Eligibility,
    filters=FILTERS,
    places=st.frozensets(st.sampled_from(Place), min_size=1),
    equipment=st.frozensets(st.sampled_from(Equipment)),
    week=st.integers(1, 6),
    adjustments=st.frozensets(st.sampled_from(sorted(SHELF.programme.exercises))),
    straight_leg=st.booleans(),
    early=st.booleans(),
)
TURNS = st.builds(
    PlanPosition,
    level=st.just(1),
    sessions=st.integers(0, 400),
    variety=st.integers(0, 9),
    length=st.sampled_from(Length),
)


@given(CASES, TURNS)
def test_nothing_is_ever_served_that_does_not_suit(case: Eligibility, turn: PlanPosition) -> None:
    offer = todays(SHELF, case, replace(turn, level=case.week or 1))
    if offer is None:
        return
    for item in offer.items:
        assert reason_against(SHELF.exercises[item.exercise], case) is None
    served = [item.exercise for item in offer.items]
    assert len(set(served)) == len(served)
    assert not set(served) >= TWINS
    assert [pick.exercise for pick in offer.picks] == served
    assert all(isinstance(pick, Pick) for pick in offer.picks)
