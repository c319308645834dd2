"""A session: its current position, and the log of its exercises."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.routines.routine import Item, RoutineId

SessionId = NewType("SessionId", int)


class Outcome(StrEnum):
    """The outcome of one exercise."""

    DONE = "done"
    EASIER = "easier"
    SKIPPED = "skipped"
    HURT = "hurt"
    STOPPED = "stopped"


COUNTS = frozenset({Outcome.DONE, Outcome.EASIER})
"""Outcomes that make a day count. One exercise is enough: part of a routine counts."""


class Standstill(StrEnum):
    """Why the clock of a session is stopped."""

    PAUSED = "paused"
    HURT = "hurt"
    AWAY = "away"
    SCORE = "score"
    """The person is asked how sore they are, before the first exercise."""
    HOW = "how"
    """The person reads the steps: before an exercise that is new to them, or when they ask."""
    MORE = "more"
    """The person looks at the other buttons."""


class Ending(StrEnum):
    """How a session ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    SYMPTOMS = "symptoms"
    UNWELL = "unwell"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log: exercise, dose, outcome, and when it began and ended (UTC)."""

    position: int
    exercise: ExerciseId
    dose: Dose
    outcome: Outcome
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class SessionLog:
    """The log of one session, and the day that it counts for."""

    id: SessionId
    day: date
    log: tuple[Logged, ...]

    @property
    def counts(self) -> bool:
        """Whether this session makes its day count."""
        return any(line.outcome in COUNTS for line in self.log)


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a session: what was pressed and when. The countdown is derived, never stored.

    `item` and `segment` are the current position, `segment_at` is when that segment began. While
    `still` is set, the clock is stopped at `still_at`. `card` is the id of the message that shows
    the exercise `shown_item` with the picture `shown_picture`.
    """

    id: SessionId
    person: PersonId
    routine: RoutineId
    day: date
    items: tuple[Item, ...]
    began_at: datetime
    segment_at: datetime
    item_at: datetime
    item: int = 0
    segment: int = 0
    still: Standstill | None = None
    still_at: datetime | None = None
    ending: Ending | None = None
    ended_at: datetime | None = None
    log: tuple[Logged, ...] = ()
    card: int | None = None
    shown_item: int | None = None
    shown_picture: str | None = None
    version: int = 0

    @property
    def done(self) -> tuple[Logged, ...]:
        """The lines of the log that count."""
        return tuple(line for line in self.log if line.outcome in COUNTS)

    @property
    def counts(self) -> bool:
        """Whether this session makes its day count."""
        return bool(self.done)

    @property
    def end_was_shown(self) -> bool:
        """Whether it has ended and the person was shown that."""
        return self.ending is not None and self.shown_item == len(self.items)
