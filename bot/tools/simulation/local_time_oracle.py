"""When a wall time really comes, found by looking at the clocks of a zone every quarter of an hour.

Nothing here shares code with `bot.domain.reminders.schedule`: no fold and no arithmetic with zones,
so that the simulation judges the engine by something else than the engine.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
"""All times of a simulation, and all clock changes of its zones, fall on quarters."""

MARGIN = timedelta(days=4)


@dataclass
class LocalTimeOracle:
    """What the clocks of a zone show between two moments on quarters."""

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
        """Readings that were left out come as much later as the clocks jumped."""
        skipped, late = before + QUARTER, timedelta(0)
        while skipped < shows:
            self._first.setdefault(skipped, moment + late)
            skipped, late = skipped + QUARTER, late + QUARTER

    def rings(self, day: date, at: time) -> datetime | None:
        """When a reminder for that date and time rings; None outside of what was looked at."""
        return self._first.get(datetime.combine(day, at))
