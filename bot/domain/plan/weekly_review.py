"""The weekly review: praise with one figure, or the question what got in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.plan.progression import Length, PlanProgress


class Barrier(StrEnum):
    """What got in the way of the goal."""

    NO_TIME = "no-time"
    FORGOT = "forgot"
    SORE = "sore"
    BORED = "bored"
    NOT_HELPING = "not-helping"
    AWAY = "away"
    OTHER = "other"


class Help(StrEnum):
    """A change of the plan that is offered and applied on one tap."""

    SHORTER = "shorter"
    OTHER_TIME = "other-time"
    NUDGE = "nudge"
    SOFT = "soft"
    OTHER_EXERCISES = "other-moves"
    PAUSE = "pause"


HELPS: Mapping[Barrier, tuple[Help, ...]] = {
    Barrier.NO_TIME: (Help.SHORTER, Help.OTHER_TIME),
    Barrier.FORGOT: (Help.NUDGE, Help.OTHER_TIME),
    Barrier.SORE: (Help.SOFT, Help.PAUSE),
    Barrier.BORED: (Help.OTHER_EXERCISES, Help.SHORTER),
    Barrier.NOT_HELPING: (Help.OTHER_EXERCISES, Help.SOFT),
    Barrier.AWAY: (Help.PAUSE, Help.SHORTER),
    Barrier.OTHER: (Help.SHORTER, Help.PAUSE),
}
"""What may help against each barrier, the likeliest first (a judgement)."""


def helps(barrier: Barrier, progress: PlanProgress, now: datetime) -> tuple[Help, ...]:
    """The helps that would still change something for this person."""
    known = {
        Help.SHORTER: progress.length is Length.SHORT,
        Help.NUDGE: progress.follow_up,
        Help.SOFT: progress.in_flare(now),
    }
    return tuple(each for each in HELPS[barrier] if not known.get(each, False))


class Tone(StrEnum):
    """The tone in which the review speaks of the week."""

    PRAISE = "praise"
    CALM = "calm"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class WeeklyReview:
    """The week's result: days and minutes done, the goal, and whether praise is allowed today."""

    done: int
    goal: int
    minutes: int = 0
    may_praise: bool = True

    @property
    def tone(self) -> Tone:
        """Praise for reaching the goal (calm on a day of red pain); below it, the question why."""
        if self.done < self.goal:
            return Tone.ASK
        return Tone.PRAISE if self.may_praise else Tone.CALM
