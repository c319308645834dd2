"""Routines that people put together themselves."""

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
MOST_MOVES = 8
PREFIX = "own-"
"""How the id of one begins among the routines."""


@dataclass(frozen=True, slots=True)
class CustomRoutine:
    """A routine of somebody's own. Whoever knows the word `share` may look at it."""

    id: CustomRoutineId
    person: PersonId
    name: str
    items: tuple[Item, ...]
    share: str

    @property
    def routine(self) -> RoutineId:
        """The id under which sessions and reminders know it."""
        return RoutineId(f"{PREFIX}{self.id}")


def offer_custom(
    own: CustomRoutine, exercises: Mapping[ExerciseId, Exercise], suits: Eligibility
) -> Offer:
    """A routine of somebody's own as it is served today: the same filters as for every other."""
    return replace(serve_items(own.routine, own.items, exercises, suits), name=own.name)


def menu(
    exercises: Mapping[ExerciseId, Exercise], suits: Eligibility
) -> tuple[tuple[tuple[Item, ...], ...], tuple[LeftOut, ...]]:
    """What somebody can pick from, each with its doses, and what is left out for them and why."""
    reasons = {each: reason_against(facts, suits) for each, facts in exercises.items()}
    fitting = tuple(
        tuple(Item(each, dose) for dose in doses(facts))
        for each, facts in exercises.items()
        if reasons[each] is None
    )
    gone = tuple(LeftOut(each, reason) for each, reason in reasons.items() if reason is not None)
    return fitting, gone


def doses(exercise: Exercise) -> tuple[Dose, ...]:
    """The doses to choose from: the lightest of the programme, one between, and the full one."""
    known = [dose for dose in exercise.doses if dose is not None]
    steps = dict.fromkeys([*known[:1], *known[len(known) // 2 :][:1], exercise.full_dose])
    return tuple(steps)
