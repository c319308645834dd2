"""Pain notes: scores of back and leg, how far down the pain goes, and when it was noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.people.person import PersonId
from bot.domain.session.session import SessionId


class Region(StrEnum):
    """The two regions that are scored separately."""

    BACK = "back"
    LEG = "leg"


class Reach(StrEnum):
    """The furthest point that the pain reaches, from the spine down."""

    BACK = "back"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    BELOW_KNEE = "below-knee"
    FOOT = "foot"

    @property
    def depth(self) -> int:
        """0 at the back, 4 at the foot."""
        return tuple(Reach).index(self)


class Taken(StrEnum):
    """When a note was made: before a session, after it, or at any other time."""

    BEFORE = "before"
    AFTER = "after"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class PainNote:
    """Scores from 0 (none) to 10 (worst imaginable), the day they count for, and their session.

    What the person did not say is None.
    """

    person: PersonId
    at: datetime
    day: date
    back: int | None = None
    leg: int | None = None
    reach: Reach | None = None
    taken: Taken = Taken.ANY
    session: SessionId | None = None

    def score(self, region: Region) -> int | None:
        """The score of that region."""
        return self.back if region is Region.BACK else self.leg

    @property
    def worst(self) -> int | None:
        """The higher of the two scores."""
        return max((each for each in (self.back, self.leg) if each is not None), default=None)


def latest(notes: Iterable[PainNote]) -> PainNote | None:
    """The newest of some notes."""
    return max(notes, key=lambda note: note.at, default=None)
