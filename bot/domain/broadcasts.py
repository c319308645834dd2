"""A broadcast: one text of the operator to everybody, to each person at most once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.people.person import PersonId

BroadcastId = NewType("BroadcastId", int)

MAX_CHARACTERS = 1800
"""Characters of a text: even as emoji it stays below Telegram's limit, with its preview's words."""


class BroadcastStatus(StrEnum):
    """Where the letter to one person stands. Only a waiting one may go out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PAUSED = "paused"
    GONE = "gone"
    UNSURE = "unsure"
    """It was on its way when the answer or the process was lost. Nobody gets a second one."""


OPEN = frozenset({BroadcastStatus.WAITING, BroadcastStatus.SENDING})


class BroadcastEnding(StrEnum):
    """How a broadcast came to its end."""

    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A text on its way: from whom, and to how many people when it began."""

    id: BroadcastId
    author: PersonId | None
    text: str
    people: int
    began_at: datetime
    ending: BroadcastEnding | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is: letters by where they stand."""

    broadcast: Broadcast
    letters: Mapping[BroadcastStatus, int] = field(default_factory=dict)

    @property
    def settled(self) -> int:
        """How many people are dealt with."""
        return sum(count for fate, count in self.letters.items() if fate not in OPEN)

    @property
    def percent(self) -> int:
        """The same in percent; 100 only when it is over."""
        if self.broadcast.ending is BroadcastEnding.DONE:
            return 100
        return min(99, self.settled * 100 // max(1, self.broadcast.people))

    def count(self, fate: BroadcastStatus) -> int:
        """How many letters stand there."""
        return self.letters.get(fate, 0)
