"""The weekly look back: praise with one true figure, or what got in the way and what may help."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.plan import Step


class Barrier(StrEnum):
    """What got in the way."""

    NO_TIME = "no-time"
    FORGOT = "forgot"
    SORE = "sore"
    BORED = "bored"
    NOT_HELPING = "not-helping"
    AWAY = "away"
    OTHER = "other"


class Help(StrEnum):
    """A changed plan that is offered, and done on one tap."""

    SHORTER = "shorter"
    OTHER_TIME = "other-time"
    NUDGE = "nudge"
    SOFT = "soft"
    OTHER_MOVES = "other-moves"
    PAUSE = "pause"


HELPS: Mapping[Barrier, tuple[Help, ...]] = {
    Barrier.NO_TIME: (Help.SHORTER, Help.OTHER_TIME),
    Barrier.FORGOT: (Help.NUDGE, Help.OTHER_TIME),
    Barrier.SORE: (Help.SOFT, Help.PAUSE),
    Barrier.BORED: (Help.OTHER_MOVES, Help.SHORTER),
    Barrier.NOT_HELPING: (Help.OTHER_MOVES, Help.SOFT),
    Barrier.AWAY: (Help.PAUSE, Help.SHORTER),
    Barrier.OTHER: (Help.SHORTER, Help.PAUSE),
}
"""What may help against each barrier, the likeliest first (judgement)."""


class Tone(StrEnum):
    """How the week is spoken of."""

    PRAISE = "praise"
    CALM = "calm"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class LookBack:
    """A week to look back on: days done, the goal, whether today may be praised, the next step."""

    done: int
    goal: int
    may_praise: bool
    proposed: Step


def tone(week: LookBack) -> Tone:
    """Praise for a goal that was met, unless it is a day of red pain; else the question why."""
    if week.done < week.goal:
        return Tone.ASK
    return Tone.PRAISE if week.may_praise else Tone.CALM
