"""What stands in for the world around a service: a clock, and the shipped exercises."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.broadcasts import Progress
from bot.domain.pain.safety_screen import Advice
from bot.domain.people.person import Person
from bot.services.ports import Attempt, Library, SendOutcome
from tests import ready
from tests.builders import utc

CONTENT, _ = ready.shipped()
LIBRARY = Library(CONTENT.exercises, CONTENT.routines, CONTENT.programme)


@dataclass
class Clock:
    """Stands until it is moved."""

    moment: datetime = field(default=utc("2026-03-10T07:00"))

    def now(self) -> datetime:
        return self.moment


class NoBroadcasts:
    """Half of a voice, for tests in which nobody writes to everybody."""

    async def announce(self, person: Person, text: str, attempt: Attempt) -> SendOutcome:
        raise AssertionError("nobody asked for a broadcast")

    async def advise(self, person: Person, advice: Advice) -> SendOutcome | None:
        raise AssertionError("nobody is in need of advice")

    async def report(self, author: Person, progress: Progress) -> None:
        raise AssertionError("nobody asked for a broadcast")
