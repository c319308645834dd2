"""The buttons of an exercise card, and which card a press belongs to."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.workouts import Workout, WorkoutId


class Press(StrEnum):
    """The buttons of a card."""

    GO = "go"
    DONE = "done"
    BACK = "back"
    SKIP = "skip"
    EASIER = "easier"
    HURT = "hurt"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    PULL = "pull"
    JOINT = "joint"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"
    DIZZY = "dizzy"


_EXACT = frozenset({Press.GO, Press.DONE})
"""Pressed twice by mistake these would leap over a segment."""


@dataclass(frozen=True, slots=True)
class Where:
    """The card a press belongs to: session, item, and segment where it matters."""

    workout: WorkoutId
    item: int
    segment: int | None = None

    def is_current(self, workout: Workout, what: Press) -> bool:
        """Whether the session still stands where the card was shown."""
        if workout.ending is not None or workout.item != self.item:
            return False
        return what not in _EXACT or workout.segment == self.segment
