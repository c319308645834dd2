"""A pain score as it is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.people import PersonId
from bot.domain.workouts import WorkoutId


@dataclass(frozen=True, slots=True)
class PainNote:
    """A score from 0 (none) to 10 (worst imaginable), the day it counts for, and its session."""

    person: PersonId
    at: datetime
    day: date
    score: int
    workout: WorkoutId | None = None
