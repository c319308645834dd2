"""The one-minute version of a routine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.domain.routines.exercises import Dose, Exercise, ExerciseId, Rhythm
from bot.domain.routines.routine import Item, facts_of

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
