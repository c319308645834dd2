"""Choose the ready-made routine for the hour, or for a sore day."""

from collections.abc import Iterable, Mapping
from datetime import time

from bot.domain.routines.exercises import Exercise, ExerciseId, Filter
from bot.domain.routines.routine import Eligibility, Offer, Routine, RoutineId, serve

MORNING_STARTS = time(3, 0)
MORNING_ENDS = time(11, 0)
EVENING_STARTS = time(18, 0)
STARTER_WEEKS = 2

# The five-minute routine of the hour first, then alternatives in case filters empty it.
_MORNING = ("morning-5", "desk-5", "flare-bend-hurts", "flare-minimal", "desk-2")
_DAYTIME = ("starter-5", "morning-5", "desk-5", "flare-bend-hurts", "flare-minimal", "desk-2")
_EVENING = ("evening-5", "starter-5", "morning-5", "desk-5", "flare-minimal", "desk-2")
_FEWEST = 2


def choose(
    routines: Mapping[RoutineId, Routine],
    exercises: Mapping[ExerciseId, Exercise],
    suits: Eligibility,
    local: time,
) -> Offer:
    """The routine of the hour, unless filters leave too little of it.

    Mornings and people whom bending hurts get no forward bends, and new people get the starter
    routine. Raises `LookupError` if nothing at all may be served.
    """
    offers = _offers(_order(local, suits), routines, exercises, suits)
    full = [offer for offer in offers if len(offer.items) >= _FEWEST]
    usable = full or [offer for offer in offers if offer.items]
    if not usable:
        raise LookupError("no exercise is left for this person")
    first = usable[0]
    # The routine of the hour wins if it loses at most one exercise; else the one that loses least.
    return first if len(first.left_out) <= 1 else min(usable, key=lambda each: len(each.left_out))


def choose_flare(
    routines: Mapping[RoutineId, Routine],
    exercises: Mapping[ExerciseId, Exercise],
    suits: Eligibility,
    local: time,
) -> Offer:
    """The routine for a sore day. Bends only for people whom they ease, never in the morning.

    Raises `LookupError` if no exercise of these routines may be served.
    """
    bends = Filter.ARCH in suits.filters and not is_morning(local)
    order = (*(("flare-bend-eases",) if bends else ()), "flare-bend-hurts", "flare-minimal")
    offers = _offers(order, routines, exercises, suits)
    usable = [offer for offer in offers if offer.items]
    if not usable:
        raise LookupError("no exercise is left for a sore day")
    return max(usable, key=lambda offer: len(offer.items) >= _FEWEST)


def _offers(
    order: Iterable[str],
    routines: Mapping[RoutineId, Routine],
    exercises: Mapping[ExerciseId, Exercise],
    suits: Eligibility,
) -> list[Offer]:
    """The offers of these routines for a person; routines that the content lacks are skipped."""
    return [
        serve(routines[RoutineId(name)], exercises, suits)
        for name in order
        if RoutineId(name) in routines
    ]


def is_morning(local: time) -> bool:
    """Whether it is too early in the day to bend forward."""
    return MORNING_STARTS <= local < MORNING_ENDS


def _order(local: time, suits: Eligibility) -> tuple[str, ...]:
    if is_morning(local) or Filter.BEND in suits.filters:  # no forward bends for either
        return _MORNING
    week = suits.week
    is_day = MORNING_ENDS <= local < EVENING_STARTS
    is_new = week is not None and week <= STARTER_WEEKS
    return _DAYTIME if is_day or is_new else _EVENING
