"""Simulated people: where they live, when they want reminders, what they change."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.schedule import EVERY_DAY, MAX_TIMES, Rule

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Athens",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Nuuk",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Australia/Adelaide",
    "Etc/UTC",
)

AT_NIGHT = 0.15
"""The share of all times that are when clocks change: from 23:00 to 03:59."""

BETWEEN_EDITS = timedelta(days=60)
"""The mean time between two edits by one person."""


@dataclass(frozen=True, slots=True)
class Population:
    """Draws random people and rules."""

    random: Random

    def person(self, number: int, now: datetime) -> Person:
        """Somebody who has just joined."""
        zone = self.random.choice(ZONES)
        return Person(PersonId(number), "Sim", zone=zone, consented_at=now, joined_at=now)

    def rules(self) -> list[Rule]:
        """Mostly one time a day, sometimes two or more; mostly every day."""
        count = self.random.choices((1, 2, 3, MAX_TIMES), (85, 10, 4, 1))[0]
        days = EVERY_DAY if self.random.random() < 0.8 else self._some_days()
        return [Rule(at, days) for at in sorted({self._time() for _ in range(count)})]

    def _some_days(self) -> frozenset[int]:
        return frozenset(self.random.sample(sorted(EVERY_DAY), self.random.randint(1, 6)))

    def _time(self) -> time:
        hour = (
            self.random.choice((23, 0, 1, 2, 3))
            if self.random.random() < AT_NIGHT
            else self.random.choices(range(24), _HOURS)[0]
        )
        return time(hour, self.random.choices((0, 30), (70, 30))[0])


_HOURS = (1, 1, 1, 1, 2, 4, 8, 12, 12, 8, 5, 4, 5, 4, 3, 3, 4, 6, 8, 10, 9, 6, 3, 2)
"""Weights of the 24 hours, about a hundred in total."""
