"""When a local time really occurs, found by reading the zone's clocks minute by minute.

This shares no code with `bot.domain.reminders.schedule`: no fold and no arithmetic with zones, only
"what do the clocks show at this UTC minute?" for one minute after the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass
class LocalClock:
    """All local times that the clocks of a zone showed between two moments."""

    zone: ZoneInfo
    begin: datetime
    end: datetime
    first: dict[datetime, datetime] = field(default_factory=dict)
    """Each local time, and the moment at which it was first shown."""
    dates: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        moment, before = self.begin, None
        while moment <= self.end:
            shows = moment.astimezone(self.zone).replace(tzinfo=None)
            self.dates.add(shows.date())
            if before is not None and shows - before > MINUTE:
                self._jumped(before, shows, moment)
            self.first.setdefault(shows, moment)
            before, moment = shows, moment + MINUTE

    def _jumped(self, before: datetime, shows: datetime, moment: datetime) -> None:
        """Move skipped local times later by the length of the jump."""
        skipped, late = before + MINUTE, timedelta(0)
        while skipped < shows:
            self.first.setdefault(skipped, moment + late)
            skipped, late = skipped + MINUTE, late + MINUTE

    def due(self, day: date, at: time) -> datetime | None:
        """When a reminder for that date and time is due; None if the date never occurs."""
        return self.first.get(datetime.combine(day, at)) if day in self.dates else None

    def days(self) -> list[date]:
        """The dates that lie wholly between the two moments, including skipped ones."""
        first, last = min(self.dates), max(self.dates)
        return [first + timedelta(days=n) for n in range(1, (last - first).days)]


def changes(zone: str, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, to the hour, at which the clocks of a zone changed."""
    info, moment = ZoneInfo(zone), begin
    offset = moment.astimezone(info).utcoffset()
    while moment < end:
        moment += HOUR
        now = moment.astimezone(info).utcoffset()
        if now != offset:
            offset = now
            yield moment


def around(zone: str, change: datetime, span: timedelta = timedelta(days=3)) -> LocalClock:
    """The local times on the days around a change."""
    return LocalClock(ZoneInfo(zone), change - span, change + span)


def years(first: int, last: int) -> tuple[datetime, datetime]:
    """The first moment of one year, and the end of another."""
    return datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)


def times_near(local: LocalClock, change: datetime) -> list[time]:
    """Local times from two hours before a change to four after: quarters and their neighbours."""
    shows = change.astimezone(local.zone).replace(tzinfo=None, minute=0)
    found = set()
    for quarter in range(-2 * 4, 4 * 4 + 1):
        for minute in (-1, 0, 1):
            found.add((shows + timedelta(minutes=15 * quarter + minute)).time())
    return sorted(found)
