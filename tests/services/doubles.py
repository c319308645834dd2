"""What stands in for the world around a service: a clock, and the shipped exercises."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.content.loader import find_folder, load
from bot.services.ports import Library
from tests.builders import utc

CONTENT = load(find_folder())
LIBRARY = Library(CONTENT.exercises, CONTENT.routines, CONTENT.programme)


@dataclass
class Clock:
    """Stands until it is moved."""

    moment: datetime = field(default=utc("2026-03-10T07:00"))

    def now(self) -> datetime:
        return self.moment
