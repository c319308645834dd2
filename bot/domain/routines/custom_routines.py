"""Custom routines, which people put together themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NewType

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import Dose, Exercise, ExerciseId
from bot.domain.routines.routine import (
    Eligibility,
    Item,
    LeftOut,
    Offer,
    RoutineId,
    reason_against,
    serve_items,
)

CustomRoutineId = NewType("CustomRoutineId", int)

MOST_ROUTINES = 20
MOST_EXERCISES = 8
PREFIX = "own-"
"""The prefix of a custom routine's id among all routine ids."""


@dataclass(frozen=True, slots=True)
class CustomRoutine:
    """A custom routine. Anybody who knows the secret `share` may view it."""

    id: CustomRoutineId
    person: PersonId
    name: str
    items: tuple[Item, ...]
    share: str

    @property
    def routine(self) -> RoutineId:
        """The id by which sessions and reminders refer to it."""
        return RoutineId(f"{PREFIX}{self.id}")


def offer_custom(
    own: CustomRoutine, exercises: Mapping[ExerciseId, Exercise], suits: Eligibility
) -> Offer:
    """A custom routine as served today; the filters of other routines apply to it, too."""
    return replace(serve_items(own.routine, own.items, exercises, suits), name=own.name)


def menu(
    exercises: Mapping[ExerciseId, Exercise], suits: Eligibility
) -> tuple[tuple[tuple[Item, ...], ...], tuple[LeftOut, ...]]:
    """The exercises to pick from, each with its doses, and those left out with the reasons."""
    reasons = {each: reason_against(facts, suits) for each, facts in exercises.items()}
    fitting = tuple(
        tuple(Item(each, dose) for dose in doses(facts))
        for each, facts in exercises.items()
        if reasons[each] is None
    )
    gone = tuple(LeftOut(each, reason) for each, reason in reasons.items() if reason is not None)
    return fitting, gone


def doses(exercise: Exercise) -> tuple[Dose, ...]:
    """The doses to choose from: the programme's lightest, one in the middle, and the full one."""
    known = [dose for dose in exercise.doses if dose is not None]
    steps = dict.fromkeys([*known[:1], *known[len(known) // 2 :][:1], exercise.full_dose])
    return tuple(steps)
