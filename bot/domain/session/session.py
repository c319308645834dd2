"""A session as it is done and logged: where it stands, what was pressed, what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.routines.routine import Item, RoutineId

SessionId = NewType("SessionId", int)


class Outcome(StrEnum):
    """What came of one exercise."""

    DONE = "done"
    EASIER = "easier"
    SKIPPED = "skipped"
    HURT = "hurt"
    STOPPED = "stopped"


COUNTS = frozenset({Outcome.DONE, Outcome.EASIER})
"""Outcomes that make a day count: part of a routine counts (PRODUCT.md)."""


class Standstill(StrEnum):
    """Why the clock of a session stands still."""

    PAUSED = "paused"
    HURT = "hurt"
    AWAY = "away"


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
    """What came of one session: the day that it counts for, and the lines of its log."""

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

    `item` and `segment` say where it stands, `segment_at` when that segment began; while `still`
    is set the clock stands at `still_at`. `card` is the message that shows the exercise
    `shown_item` with the picture `shown_picture`.
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
        """Whether it is over and the person has seen that."""
        return self.ending is not None and self.shown_item == len(self.items)
