"""The two files of an exercise: exercise.yaml with its facts, <language>.yaml with its words."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, field_validator

from bot.content.schema.base import Figure, File, Line, Slug, Source, Strict
from bot.domain.routines.exercises import (
    Caution,
    Dose,
    Equipment,
    Exercise,
    ExerciseId,
    Filter,
    Place,
    Position,
    Rhythm,
    Sides,
)

WEEKS = 6


class Offered(StrEnum):
    """Where people meet an exercise: in routines, or only when they look it up."""

    ROUTINES = "routines"
    LIBRARY = "library"


class Muscle(StrEnum):
    """A part of the body that works or stretches; the pictures highlight it."""

    LOW_BACK = "low-back"
    BACK = "back"
    BELLY = "belly"
    SIDE = "side"
    GLUTE = "glute"
    OUTER_HIP = "outer-hip"
    HIP_FRONT = "hip-front"
    HAMSTRING = "hamstring"
    INNER_THIGH = "inner-thigh"
    LEGS = "legs"


class DoseFacts(Strict):
    """Hold in seconds, repetitions per side, sets."""

    hold: PositiveInt
    repetitions: PositiveInt = 1
    sets: PositiveInt = 1

    def dose(self) -> Dose:
        """The same as a domain value."""
        return Dose(self.hold, self.repetitions, self.sets)


class Stated(Strict):
    """The numbers that the source article gives for an exercise."""

    source: Slug
    equipment: tuple[Slug, ...]
    sides: Literal["together", "each", "affected"]
    figures: tuple[Figure, ...]


class ExerciseFile(File):
    """exercise.yaml: facts only. content/README.md says what each field means."""

    id: Slug
    offered: Offered
    position: Position
    places: Annotated[frozenset[Place], Field(min_length=1)]
    equipment: frozenset[Equipment]
    sides: Sides
    rhythm: Rhythm
    parts: tuple[Slug, ...] = ()
    alternates: bool
    bends_forward: bool
    straight_leg: bool
    muscles: Annotated[tuple[Muscle, ...], Field(min_length=1)]
    full_dose: DoseFacts
    stated: Stated | None
    doses: Annotated[tuple[DoseFacts | None, ...], Field(min_length=WEEKS, max_length=WEEKS)]
    cautions: dict[Filter, Caution]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    reviewed_on: date
    clinically_reviewed: bool

    @field_validator("cautions")
    @classmethod
    def _answers_every_filter(cls, cautions: dict[Filter, Caution]) -> dict[Filter, Caution]:
        silent = [each.value for each in Filter if each not in cautions]
        if silent:
            raise ValueError(f"says nothing about {', '.join(silent)}")
        return cautions

    def exercise(self) -> Exercise:
        """The same as a domain value."""
        return Exercise(
            id=ExerciseId(self.id),
            position=self.position,
            places=self.places,
            equipment=self.equipment,
            sides=self.sides,
            rhythm=self.rhythm,
            full_dose=self.full_dose.dose(),
            doses=tuple(each.dose() if each else None for each in self.doses),
            parts=self.parts,
            alternates=self.alternates,
            bends_forward=self.bends_forward,
            straight_leg=self.straight_leg,
            cautions=self.cautions,
            reviewed_on=self.reviewed_on,
            clinically_reviewed=self.clinically_reviewed,
        )


class SideWords(Strict):
    """The names of the two sides where "leg" would be wrong."""

    first: Line
    other: Line


class WordsFile(Strict):
    """<language>.yaml beside the facts: all texts about an exercise."""

    title: Line
    steps: tuple[Line, ...]
    feel: Line
    stop_if: Line
    easier: Line
    breathe: Line
    why: Line
    parts: dict[Slug, Line] = Field(default_factory=dict)
    sides: SideWords | None = None
    cautions: dict[Filter, Line] = Field(default_factory=dict)
