"""An exercise: its facts, its dose, and who should leave it out. Texts are in `content`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ExerciseId = NewType("ExerciseId", str)


class Place(StrEnum):
    """Where a person stretches. An exercise lists every place where it can be done."""

    FLOOR = "floor"
    BED = "bed"
    CHAIR = "chair"
    STANDING = "standing"


class Position(StrEnum):
    """The position of the body in an exercise."""

    LYING = "lying"
    LYING_FRONT = "lying-front"
    LYING_SIDE = "lying-side"
    ALL_FOURS = "all-fours"
    KNEELING = "kneeling"
    SITTING_FLOOR = "sitting-floor"
    CHAIR = "chair"
    STANDING = "standing"


class Equipment(StrEnum):
    """What an exercise needs besides the place. A mat is for comfort and never required."""

    MAT = "mat"
    STRAP = "strap"
    WALL = "wall"
    STEP = "step"


class Sides(StrEnum):
    """Whether an exercise is done once in the middle or once per side."""

    TOGETHER = "together"
    EACH = "each"


class Rhythm(StrEnum):
    """How an exercise is timed: a held stretch, counted repetitions, or one long stretch."""

    HOLD = "hold"
    COUNT = "count"
    STEADY = "steady"


class Filter(StrEnum):
    """A reason to leave out or change exercises; stored instead of the health answers."""

    BEND = "bend"
    ARCH = "arch"
    BONE = "bone"
    PREGNANCY = "pregnancy"
    SURGERY = "surgery"
    NO_FLOOR = "no-floor"


class Caution(StrEnum):
    """What a filter does to an exercise."""

    FINE = "fine"
    MODIFY = "modify"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise: hold in seconds, repetitions per side, sets.

    If an exercise has several parts, the hold applies to each; if it is steady (a walk), the hold
    is the whole length in seconds.
    """

    hold: int
    repetitions: int = 1
    sets: int = 1

    def __post_init__(self) -> None:
        if self.hold < 1 or self.repetitions < 1 or self.sets < 1:
            raise ValueError("a dose needs at least one second, one repetition and one set")

    def easier(self) -> "Dose":
        """Half the hold (at least 2 s, never longer), two thirds of the repetitions, one set."""
        return Dose(
            hold=min(self.hold, max(2, self.hold // 2)),
            repetitions=max(1, self.repetitions * 2 // 3),
        )


@dataclass(frozen=True, slots=True)
class Exercise:
    """The facts of one exercise, as `content/exercises/<id>/exercise.yaml` states them.

    `full_dose` is the most that the source article gives, `doses` those of the programme's six
    weeks (None while the exercise is locked). `parts` names the poses of an exercise with more
    than one ("round", "hollow"). `alternates` is whether sides change after every repetition.
    """

    id: ExerciseId
    position: Position
    places: frozenset[Place]
    equipment: frozenset[Equipment]
    sides: Sides
    rhythm: Rhythm
    full_dose: Dose
    doses: tuple[Dose | None, ...] = ()
    parts: tuple[str, ...] = ()
    alternates: bool = False
    bends_forward: bool = False
    straight_leg: bool = False
    cautions: Mapping[Filter, Caution] | None = None
    reviewed_on: date | None = None
    clinically_reviewed: bool = False

    def caution(self, filters: frozenset[Filter]) -> Caution:
        """The strictest caution of these filters for the exercise."""
        order = (Caution.LEAVE_OUT, Caution.MODIFY)
        found = {(self.cautions or {}).get(each, Caution.FINE) for each in filters}
        return next((caution for caution in order if caution in found), Caution.FINE)
