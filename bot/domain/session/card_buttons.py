"""The buttons of an exercise card, and the card that a button press belongs to."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.session.session import Session, SessionId, Standstill


class CardButton(StrEnum):
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
    NO_SCORE = "no-score"
    HOW = "how"
    MORE = "more"
    LESS = "less"
    PULL = "pull"
    JOINT = "joint"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"
    DIZZY = "dizzy"


_EXACT = frozenset({CardButton.GO, CardButton.DONE})
"""Pressing one of these twice by mistake would skip a segment."""

_ONLY_WHILE = {CardButton.NO_SCORE: Standstill.SCORE}
"""Pressing one of these twice by mistake would skip what follows."""


@dataclass(frozen=True, slots=True)
class CardPosition:
    """The card that a press belongs to: session, item, and segment where it matters."""

    session: SessionId
    item: int
    segment: int | None = None

    def is_current(self, session: Session, what: CardButton) -> bool:
        """Whether the session is still where it was when the card was shown."""
        if session.ending is not None or session.item != self.item:
            return False
        if what in _ONLY_WHILE:
            return session.still is _ONLY_WHILE[what]
        return what not in _EXACT or session.segment == self.segment
