"""Which routine is chosen, and why exercises are left out."""

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.people.person import EVERY_PLACE
from bot.domain.plan.routine_for_hour import choose, choose_flare
from bot.domain.routines.exercises import Caution, Dose, Equipment, Exercise, Filter, Place
from bot.domain.routines.routine import (
    Eligibility,
    LeftOut,
    LeftOutBy,
    reason_against,
    serve,
    shorten,
)
from bot.domain.session.timeline import segments
from tests.builders import CAT, EXERCISES, FOLD, HUG, TILT, WALK, a_routine, an_exercise, an_item

ROUTINES = {
    routine.id: routine
    for routine in (
        a_routine("starter-5", an_item(TILT), an_item(HUG, 10, 2), an_item(CAT, 5, 4)),
        a_routine("morning-5", an_item(TILT), an_item(CAT, 5, 4)),
        a_routine("evening-5", an_item(FOLD, 20, 2), an_item(HUG, 20, 2), an_item(FOLD, 10, 3)),
        a_routine("desk-5", an_item(WALK, 120, 1), an_item(TILT)),
    )
}
ANYBODY = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=4)


def length(exercise: Exercise, dose: Dose) -> int:
    return sum(segment.seconds for segment in segments(exercise, dose))


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:00", "morning-5"),
        ("12:00", "starter-5"),
        ("20:00", "evening-5"),
        ("01:00", "evening-5"),
    ],
)
def test_the_hour_decides(clock: str, expected: str) -> None:
    assert choose(ROUTINES, EXERCISES, ANYBODY, time.fromisoformat(clock)).routine == expected


def test_in_the_first_two_weeks_the_starter_is_served_in_the_evening_too() -> None:
    new = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=2)
    assert choose(ROUTINES, EXERCISES, new, time(20)).routine == "starter-5"


def test_nobody_gets_more_than_the_programme_gives_in_their_week() -> None:
    weekly = an_exercise("weekly", doses=(Dose(5, 2), *[Dose(20, 3)] * 5))
    routine = a_routine("any", an_item(weekly, 20, 2))
    first = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=1)
    assert serve(routine, {weekly.id: weekly}, first).items[0].dose == Dose(5, 2)
    fourth = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=4)
    assert serve(routine, {weekly.id: weekly}, fourth).items[0].dose == Dose(20, 2)


def test_filters_leave_exercises_out_with_a_reason() -> None:
    bend = Eligibility(frozenset({Filter.BEND}), EVERY_PLACE, frozenset(), week=4)
    offer = serve(ROUTINES[a_routine("evening-5").id], EXERCISES, bend)
    assert [item.exercise for item in offer.items] == [HUG.id]
    assert offer.left_out[0] == LeftOut(FOLD.id, Filter.BEND)


def test_the_bend_filter_excludes_bends_at_any_hour() -> None:
    bend = Eligibility(frozenset({Filter.BEND}), EVERY_PLACE, frozenset(), week=4)
    offer = choose(ROUTINES, EXERCISES, bend, time(20))
    assert offer.routine == "morning-5"
    assert FOLD.id not in {item.exercise for item in offer.items}


def test_another_routine_is_chosen_if_filters_empty_that_of_the_evening() -> None:
    arch = Eligibility(frozenset({Filter.BONE}), EVERY_PLACE, frozenset(), week=4)
    fragile = {**EXERCISES, FOLD.id: replace(FOLD, cautions={Filter.BONE: Caution.LEAVE_OUT})}
    assert choose(ROUTINES, fragile, arch, time(20)).routine == "starter-5"


def test_no_suitable_exercise_at_all_is_an_error() -> None:
    nowhere = Eligibility(frozenset(), frozenset({Place.CHAIR}), frozenset())
    with pytest.raises(LookupError):
        choose(ROUTINES, EXERCISES, nowhere, time(12))


def test_places_and_equipment_matter_but_a_mat_never_does() -> None:
    strap = an_exercise("strap", equipment=frozenset({Equipment.STRAP, Equipment.MAT}))
    assert reason_against(strap, ANYBODY) is LeftOutBy.EQUIPMENT
    equipped = Eligibility(frozenset(), EVERY_PLACE, frozenset({Equipment.STRAP}))
    assert reason_against(strap, equipped) is None
    standing = Eligibility(frozenset(), frozenset({Place.STANDING}), frozenset())
    assert reason_against(HUG, standing) is LeftOutBy.PLACE


def test_an_exercise_of_a_later_week_is_locked_until_then() -> None:
    later = an_exercise("later", doses=(None, None, Dose(5), Dose(5), Dose(5), Dose(5)))
    first = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=1)
    assert reason_against(later, first) is LeftOutBy.LOCKED
    third = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=3)
    assert reason_against(later, third) is None
    picked = Eligibility(frozenset(), EVERY_PLACE, frozenset(), week=None)
    assert reason_against(later, picked) is None


def test_the_strictest_caution_counts() -> None:
    careful = an_exercise(
        "careful", cautions={Filter.BEND: Caution.MODIFY, Filter.BONE: Caution.LEAVE_OUT}
    )
    assert careful.caution(frozenset({Filter.BEND})) is Caution.MODIFY
    assert careful.caution(frozenset(Filter)) is Caution.LEAVE_OUT
    assert careful.caution(frozenset()) is Caution.FINE


@pytest.mark.parametrize("routine", list(ROUTINES.values()), ids=lambda each: str(each.id))
def test_the_one_minute_version_fits_a_minute(routine: object) -> None:
    items = shorten(routine.items, EXERCISES, length)  # type: ignore[attr-defined]
    assert len(items) == 1
    assert length(EXERCISES[items[0].exercise], items[0].dose) <= 60


def test_a_dose_needs_at_least_one_of_everything() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Dose(0)


SORE = {
    routine.id: routine
    for routine in (
        a_routine("flare-bend-eases", an_item(TILT), an_item(HUG, 5, 2)),
        a_routine("flare-bend-hurts", an_item(TILT), an_item(WALK, 180, 1)),
        a_routine("flare-minimal", an_item(CAT, 2, 2)),
    )
}


@pytest.mark.parametrize(
    ("filters", "clock", "expected"),
    [
        (set(), "15:00", "flare-bend-hurts"),
        ({Filter.BEND}, "15:00", "flare-bend-hurts"),
        ({Filter.ARCH}, "15:00", "flare-bend-eases"),
        ({Filter.ARCH}, "08:00", "flare-bend-hurts"),  # too early to bend
    ],
)
def test_on_a_sore_day_bends_are_only_for_whom_they_ease_and_never_early(
    filters: set[Filter], clock: str, expected: str
) -> None:
    case = Eligibility(frozenset(filters), EVERY_PLACE, frozenset(), week=4)
    assert choose_flare(SORE, EXERCISES, case, time.fromisoformat(clock)).routine == expected


def test_on_a_sore_day_the_routine_with_more_suitable_exercises_is_chosen() -> None:
    bed = Eligibility(frozenset(), frozenset({Place.BED}), frozenset())
    assert choose_flare(SORE, EXERCISES, bed, time(15)).routine == "flare-bend-hurts"
    with pytest.raises(LookupError):
        choose_flare({}, EXERCISES, bed, time(15))


def test_adjusted_and_temporarily_unsuitable_exercises_are_left_out_with_a_reason() -> None:
    assert (
        reason_against(TILT, replace(ANYBODY, adjustments=frozenset({TILT.id})))
        is LeftOutBy.ADJUSTED
    )
    leg = an_exercise("leg", straight_leg=True)
    assert reason_against(leg, ANYBODY) is None
    assert reason_against(leg, replace(ANYBODY, straight_leg=False)) is LeftOutBy.STRAIGHT_LEG
    bend = an_exercise("bend", bends_forward=True)
    assert reason_against(bend, ANYBODY) is None
    assert reason_against(bend, replace(ANYBODY, early=True)) is LeftOutBy.MORNING


@pytest.mark.parametrize(("hold", "easier"), [(1, 1), (2, 2), (3, 2), (5, 2), (10, 5), (30, 15)])
def test_the_easier_form_is_never_held_longer(hold: int, easier: int) -> None:
    assert Dose(hold).easier() == Dose(easier)
