"""Routines, and which of their exercises suit a person today, with the reasons for the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from bot.domain.routines.custom_exercise import CustomExercise
from bot.domain.routines.exercises import (
    Caution,
    Dose,
    Equipment,
    Exercise,
    ExerciseId,
    Filter,
    Place,
    Rhythm,
)

RoutineId = NewType("RoutineId", str)
Exercises = Mapping[ExerciseId, Exercise]


class RoutineKind(StrEnum):
    """What a routine is for."""

    STARTER = "starter"
    MORNING = "morning"
    EVENING = "evening"
    DESK = "desk"
    FLARE = "flare"
    POSITION = "position"
    NO_KIT = "no-kit"
    FOCUS = "focus"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a routine with its dose; `easier` marks its easier form."""

    exercise: ExerciseId
    dose: Dose
    easier: bool = False
    own: CustomExercise | None = None
    """The custom exercise; None for an exercise of the content."""
    is_new: bool = False
    """Whether the person had never done it when the session began, so its steps come first."""

    def eased(self) -> "Item":
        """The easier form; see `Dose.easier`."""
        return replace(self, dose=self.dose.easier(), easier=True)


def facts_of(item: Item, exercises: Exercises) -> Exercise:
    """The facts of an item. Raises `KeyError` if it is neither custom nor in the content."""
    return exercises[item.exercise] if item.own is None else item.own.facts(item.dose)


@dataclass(frozen=True, slots=True)
class Routine:
    """A ready-made routine. `minutes` is its nominal length."""

    id: RoutineId
    kind: RoutineKind
    minutes: int
    items: tuple[Item, ...]


class LeftOutBy(StrEnum):
    """Why an exercise is not served, besides the person's filters."""

    PLACE = "place"
    EQUIPMENT = "equipment"
    LOCKED = "locked"
    MORNING = "morning"
    STRAIGHT_LEG = "straight-leg"
    ADJUSTED = "aside"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that was left out, and why."""

    exercise: ExerciseId
    by: Filter | LeftOutBy
    own: CustomExercise | None = None


class Because(StrEnum):
    """Why an exercise is in today's session."""

    PLAN = "plan"
    INSTEAD = "instead"
    SORE = "sore"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Pick:
    """An exercise of today's session and the reason; `instead_of` is the one it replaces."""

    exercise: ExerciseId
    because: Because
    instead_of: ExerciseId | None = None
    by: Filter | LeftOutBy | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A routine as served to one person today, with the reason for each exercise."""

    routine: RoutineId
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()
    picks: tuple[Pick, ...] = ()
    name: str | None = None
    """The person's name for it; None for a routine of the content."""

    def because(self, why: Because) -> "Offer":
        """The same offer with one reason for all exercises."""
        return replace(self, picks=tuple(Pick(item.exercise, why) for item in self.items))


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What decides which exercises suit a person: filters, places, equipment, programme week."""

    filters: frozenset[Filter]
    places: frozenset[Place]
    equipment: frozenset[Equipment]
    week: int | None = 1
    """1 to 6; None lifts the programme's locks and caps (the person picked the routine)."""

    adjustments: frozenset[ExerciseId] = frozenset()
    """Exercises that are left out for now."""

    straight_leg: bool = True
    """Whether straight-leg stretches are open to them."""

    early: bool = False
    """Whether it is too early in the day to bend forward."""


def serve(routine: Routine, exercises: Mapping[ExerciseId, Exercise], suits: Eligibility) -> Offer:
    """A routine without the exercises that do not suit the person, and the reasons."""
    return serve_items(routine.id, routine.items, exercises, suits)


def serve_items(
    routine: RoutineId, items: Iterable[Item], exercises: Exercises, suits: Eligibility
) -> Offer:
    """The same for items that are not a routine of the content."""
    kept: list[Item] = []
    left_out: list[LeftOut] = []
    for item in items:
        facts = facts_of(item, exercises)
        reason = reason_against(facts, suits)
        if reason is None:
            kept.append(_capped(item, facts, suits.week))
        else:
            left_out.append(LeftOut(item.exercise, reason, item.own))
    return Offer(routine, tuple(kept), tuple(left_out))


def _capped(item: Item, exercise: Exercise, week: int | None) -> Item:
    """At most the programme's dose of that week."""
    weekly = None if week is None or not exercise.doses else exercise.doses[week - 1]
    if weekly is None or _work(weekly) >= _work(item.dose):
        return item
    return replace(item, dose=weekly)


def _work(dose: Dose) -> tuple[int, int]:
    return dose.hold, dose.repetitions * dose.sets


def reason_against(exercise: Exercise, suits: Eligibility) -> Filter | LeftOutBy | None:
    """Why an exercise does not suit this person now; None if it may be served."""
    for each in sorted(suits.filters):
        if exercise.caution(frozenset({each})) is Caution.LEAVE_OUT:
            return each
    return _reason_now(exercise, suits)


def _reason_now(exercise: Exercise, suits: Eligibility) -> LeftOutBy | None:
    """Reasons that can change from day to day."""
    checks = (
        (exercise.id in suits.adjustments, LeftOutBy.ADJUSTED),
        (not exercise.places & suits.places, LeftOutBy.PLACE),
        (bool(exercise.equipment - suits.equipment - {Equipment.MAT}), LeftOutBy.EQUIPMENT),
        (exercise.straight_leg and not suits.straight_leg, LeftOutBy.STRAIGHT_LEG),
        (exercise.bends_forward and suits.early, LeftOutBy.MORNING),
        (_is_locked(exercise, suits.week), LeftOutBy.LOCKED),
    )
    return next((reason for applies, reason in checks if applies), None)


def _is_locked(exercise: Exercise, week: int | None) -> bool:
    if week is None or not exercise.doses:
        return False
    return exercise.doses[week - 1] is None


SHORT_SECONDS = 60
"""Including the time to get ready."""


def shorten(
    items: Iterable[Item],
    exercises: Mapping[ExerciseId, Exercise],
    seconds_of: Callable[[Exercise, Dose], int],
) -> tuple[Item, ...]:
    """The one-minute version: one exercise, with as many repetitions as fit in a minute."""
    shortest = [_fit(item, facts_of(item, exercises), seconds_of) for item in items]
    lengths = [seconds_of(facts_of(item, exercises), item.dose) for item in shortest]
    fitting = [
        item for item, length in zip(shortest, lengths, strict=True) if length <= SHORT_SECONDS
    ]
    return (fitting[0] if fitting else shortest[lengths.index(min(lengths))],)


def _fit(item: Item, exercise: Exercise, seconds_of: Callable[[Exercise, Dose], int]) -> Item:
    dose = replace(item.dose, sets=1)
    if exercise.rhythm is Rhythm.STEADY:
        return replace(item, dose=replace(dose, hold=min(dose.hold, SHORT_SECONDS - 15)))
    while dose.repetitions > 1 and seconds_of(exercise, dose) > SHORT_SECONDS:
        dose = replace(dose, repetitions=dose.repetitions - 1)
    return replace(item, dose=dose)
