"""The routine files: one per kind with the facts, one per language with the words."""

from typing import Annotated

from pydantic import Field, PositiveInt, RootModel

from bot.content.schema.base import File, Line, Slug, Strict
from bot.content.schema.exercises import DoseFacts
from bot.domain.routines.exercises import ExerciseId, Filter
from bot.domain.routines.routine import Item, Routine, RoutineId, RoutineKind


class ItemFacts(DoseFacts):
    """An exercise of a routine with its dose; `easier` selects its easier form."""

    exercise: Slug
    easier: bool = False

    def item(self) -> Item:
        """The same as a domain value."""
        return Item(ExerciseId(self.exercise), self.dose(), self.easier)


class RoutineFacts(Strict):
    """The exercises of a routine in order, and its nominal length in minutes.

    `suits` names the filter that a routine of the kind `profile` is made for.
    """

    minutes: PositiveInt
    suits: Filter | None = None
    items: Annotated[tuple[ItemFacts, ...], Field(min_length=1)]


class RoutinesFile(File):
    """All routines of one kind."""

    kind: RoutineKind
    routines: dict[Slug, RoutineFacts]

    def routine(self, name: str) -> Routine:
        """The routine with that name as a domain value. Raises `KeyError`."""
        facts = self.routines[name]
        items = tuple(each.item() for each in facts.items)
        return Routine(RoutineId(name), self.kind, facts.minutes, items)


class RoutineTitle(Strict):
    """The words of one routine."""

    title: Line
    description: Line


class RoutineWordsFile(RootModel[dict[Slug, RoutineTitle]]):
    """The words of every routine in one language, by the routine's id."""
