"""Adjustments to single exercises: how pain and repeated skips change them for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Outcome

SKIPS = 3
"""After this many skips in a row the bot asks whether to replace, keep or shorten."""


class PainKind(StrEnum):
    """What a person reports when an exercise hurts, the mildest first."""

    PULL = "pull"
    JOINT = "joint"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"
    DIZZY = "dizzy"


class PainAction(StrEnum):
    """What the player does in response."""

    EASE = "ease"
    SWAP = "swap"
    STOP = "stop"
    SYMPTOMS = "symptoms"


@dataclass(frozen=True, slots=True)
class PainResponse:
    """What to do now, and for how many days to leave the exercise out."""

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
"""The days are a judgement; guidance says only to leave the exercise out for now."""


def pain_response(hurt: PainKind, *, easier: bool) -> PainResponse:
    """The response to a report; too strong a pull in the easier form swaps the exercise."""
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
"""Days for which an answer to "three skips" holds; then the plan's exercise returns."""


def skipped_often(outcomes: Sequence[Outcome]) -> bool:
    """Whether an exercise was skipped the last three times; `outcomes` has the newest first."""
    return len(outcomes) >= SKIPS and set(outcomes[:SKIPS]) == {Outcome.SKIPPED}
