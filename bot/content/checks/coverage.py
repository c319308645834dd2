"""Check that there is an exercise for every position, place and piece of equipment."""

from collections.abc import Iterator
from enum import StrEnum

from bot.content.problems import Problem
from bot.content.source_files import SourceFiles
from bot.domain.routines.exercises import Equipment, Place, Position

NEEDED = tuple(each for each in Equipment if each is not Equipment.MAT)
"""A mat is a comfort that no exercise needs."""


def check(files: SourceFiles) -> Iterator[Problem]:
    """Positions, places and equipment that people can choose, but that no exercise uses."""
    if len(files.exercises) != len(files.exercise_folders()):
        return  # a broken file may be the one that covers it
    facts = [source.facts for source in files.exercises.values()]
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
