"""Fakes for the surroundings of a service: a clock, a notifier, and the shipped content."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.broadcasts import Progress
from bot.domain.pain.safety_screen import Advice
from bot.domain.people.person import Person
from bot.services.ports import Library, SendOutcome, SendRequest, SendSlot, TryLater
from tests import ready
from tests.builders import utc

CONTENT = ready.shipped().catalogue
LIBRARY = Library(CONTENT.exercises, CONTENT.routines, CONTENT.programme)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    moment: datetime = field(default=utc("2026-03-10T07:00"))

    def now(self) -> datetime:
        return self.moment


@asynccontextmanager
async def slot(request: SendRequest | TryLater) -> AsyncIterator[SendRequest | TryLater]:
    """A slot that makes nobody wait."""
    yield request


class NoBroadcasts:
    """The broadcast part of a notifier, for tests without broadcasts or advice."""

    def announce(self, person: Person, text: str) -> SendSlot:
        raise AssertionError("unexpected broadcast")

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        raise AssertionError("unexpected safety advice")

    async def report(self, author: Person, progress: Progress) -> None:
        raise AssertionError("unexpected broadcast report")
