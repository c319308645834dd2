"""When a local time really occurs, found by reading a zone's clock every quarter of an hour.

It shares no code with `bot.domain.reminders.schedule` and uses no fold and no zone arithmetic, so
that the simulation does not check the bot against itself.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
"""All times of a simulation, and all clock changes of its zones, are multiples of this."""

MARGIN = timedelta(days=4)


@dataclass
class LocalTimeOracle:
    """What the clock of a zone shows between two moments, at every quarter of an hour."""

    zone: str
    begin: datetime
    end: datetime
    _first: dict[datetime, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        info, moment, before = ZoneInfo(self.zone), self.begin - MARGIN, None
        while moment <= self.end + MARGIN:
            shows = moment.astimezone(info).replace(tzinfo=None)
            if before is not None and shows - before > QUARTER:
                self._jumped(before, shows, moment)
            self._first.setdefault(shows, moment)
            before, moment = shows, moment + QUARTER

    def _jumped(self, before: datetime, shows: datetime, moment: datetime) -> None:
        """Skipped local times occur later by the size of the clock change."""
        skipped, late = before + QUARTER, timedelta(0)
        while skipped < shows:
            self._first.setdefault(skipped, moment + late)
            skipped, late = skipped + QUARTER, late + QUARTER

    def occurrence(self, day: date, at: time) -> datetime | None:
        """When a reminder for that local date and time is due; None outside the span covered."""
        return self._first.get(datetime.combine(day, at))
