"""Whether there is an exercise for every position, every place, and every thing at hand."""

from collections.abc import Iterator
from enum import StrEnum

from bot.content.problems import Problem
from bot.content.sources import SourceFiles
from bot.domain.routines.exercises import Equipment, Place, Position

NEEDED = tuple(each for each in Equipment if each is not Equipment.MAT)
"""A mat is comfort, never a need."""


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Positions, places and things that people can name, and that no exercise has."""
    if len(shelf.exercises) != len(shelf.exercise_folders()):
        return  # a broken file may be the one that covers it
    facts = [sheet.facts for sheet in shelf.exercises.values()]
    yield from _uncovered("position", Position, {each.position for each in facts})
    yield from _uncovered("place", Place, {place for each in facts for place in each.places})
    yield from _uncovered("thing", NEEDED, {thing for each in facts for thing in each.equipment})


def _uncovered(
    what: str, wanted: type[StrEnum] | tuple[StrEnum, ...], found: set[StrEnum]
) -> Iterator[Problem]:
    for each in wanted:
        if each not in found:
            lonely = f"no exercise has the {what} {each.value!r}: add one."
            yield Problem("exercises", 1, lonely)
