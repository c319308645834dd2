"""What hurts, what is skipped, and what becomes of an exercise for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Outcome

SKIPS = 3
"""After so many skips in a row the bot asks whether to replace, keep or shorten."""


class PainKind(StrEnum):
    """What a person says when an exercise hurts, the mildest first."""

    PULL = "pull"
    JOINT = "joint"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"
    DIZZY = "dizzy"


class PainAction(StrEnum):
    """What the player does about it."""

    EASE = "ease"
    SWAP = "swap"
    STOP = "stop"
    SYMPTOMS = "symptoms"


@dataclass(frozen=True, slots=True)
class PainResponse:
    """What to do now, and for how many days the exercise is left out."""

    act: PainAction
    days_out: int = 0


_RESPONSES = {
    PainKind.PULL: PainResponse(PainAction.EASE),
    PainKind.JOINT: PainResponse(PainAction.SWAP, 3),
    PainKind.SHARP: PainResponse(PainAction.SWAP, 7),
    PainKind.LEG: PainResponse(PainAction.SWAP, 7),
    PainKind.NUMB: PainResponse(PainAction.SYMPTOMS, 7),
    PainKind.DIZZY: PainResponse(PainAction.STOP),
}
"""Days are judgement (content pack 3.3 says "leave it out for now")."""


def pain_response(hurt: PainKind, *, easier: bool) -> PainResponse:
    """What to do about it; too strong a pull in the easier form already means another exercise."""
    if hurt is PainKind.PULL and easier:
        return PainResponse(PainAction.SWAP, 3)
    return _RESPONSES[hurt]


class Change(StrEnum):
    """What was decided about an exercise."""

    OUT = "out"
    EASIER = "easier"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A decision about one exercise; it holds on every day before `until`."""

    exercise: ExerciseId
    change: Change
    until: date

    def holds(self, today: date) -> bool:
        """Whether it holds on this day."""
        return today < self.until


DAYS = {Change.OUT: 28, Change.EASIER: 28, Change.KEPT: 28}
"""How long an answer to "three skips" holds; then the exercise comes as the plan has it."""


def skipped_often(outcomes: Sequence[Outcome]) -> bool:
    """Whether an exercise was skipped the last three times it came, the newest first."""
    return len(outcomes) >= SKIPS and set(outcomes[:SKIPS]) == {Outcome.SKIPPED}
