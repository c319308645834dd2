"""Broadcasts: one text from the operator to everybody, at most once per person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.people.person import PersonId

BroadcastId = NewType("BroadcastId", int)

MAX_CHARACTERS = 1800
"""Even if every character is an emoji, the text and its preview fit Telegram's limit."""


class BroadcastStatus(StrEnum):
    """Status of the delivery to one person. Only a waiting delivery may be sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PAUSED = "paused"
    GONE = "gone"
    UNSURE = "unsure"
    """Telegram's answer or the process was lost during sending. The message is not sent again."""


OPEN = frozenset({BroadcastStatus.WAITING, BroadcastStatus.SENDING})


class BroadcastEnding(StrEnum):
    """How a broadcast ended."""

    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast: its author, and the number of recipients when it began."""

    id: BroadcastId
    author: PersonId | None
    text: str
    people: int
    began_at: datetime
    ending: BroadcastEnding | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a broadcast: the number of deliveries in each status."""

    broadcast: Broadcast
    deliveries: Mapping[BroadcastStatus, int] = field(default_factory=dict)

    @property
    def settled(self) -> int:
        """The number of deliveries that need no further work."""
        return sum(count for status, count in self.deliveries.items() if status not in OPEN)

    @property
    def percent(self) -> int:
        """Settled deliveries in percent; 100 only when the broadcast is done."""
        if self.broadcast.ending is BroadcastEnding.DONE:
            return 100
        return min(99, self.settled * 100 // max(1, self.broadcast.people))

    def count(self, status: BroadcastStatus) -> int:
        """The number of deliveries in this status."""
        return self.deliveries.get(status, 0)
