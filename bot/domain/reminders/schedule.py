"""When a reminder is due: local time in a zone, correct on days with a clock change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EVERY_DAY = frozenset(range(7))
"""Weekdays count as in `date.weekday()`: Monday is 0."""

MAX_TIMES = 6
"""More reminders a day than this would be nagging."""

LOOK_BACK = 90
"""The slot of the weekly review; slots below it are reminders."""

LOOK_BACK_AT = time(18, 30)
SUNDAY = 6

_SEARCH_DAYS = 16
"""Two weeks and a day: enough for one weekday even if a date does not exist in the zone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One reminder slot: a local time of day and the weekdays on which it is due."""

    at: time
    weekdays: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("a rule needs at least one weekday, 0 to 6")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence: its UTC time, and the scheduled local date that is its key."""

    at: datetime
    date: date


@lru_cache(maxsize=1024)
def zone_info(name: str) -> ZoneInfo:
    """The zone with that IANA name. Raises `ValueError` for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error


def moment(day: date, at: time, zone: str) -> datetime | None:
    """The UTC moment at which the clocks of a zone show `at` on `day`.

    A time that occurs twice is taken the first time. A time that the clocks skip is moved later
    by the length of the jump. A date that does not exist in the zone (Apia, 2011-12-30) is None.
    """
    info = zone_info(zone)
    if not _exists(day, info):
        return None
    # fold=0 uses the offset before a jump: a time in a gap lands exactly one jump later.
    return datetime.combine(day, at, tzinfo=info).astimezone(UTC)


def _exists(day: date, info: ZoneInfo) -> bool:
    return any(
        datetime.combine(day, edge, tzinfo=info).astimezone(UTC).astimezone(info).date() == day
        for edge in (time.min, time.max)
    )


def next_occurrence(rule: Rule, zone: str, after: datetime) -> Occurrence:
    """The first occurrence strictly after a moment, in UTC order even when clocks change."""
    first = local_date(after, zone) - timedelta(days=1)
    found = []
    for offset in range(_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        if day.weekday() not in rule.weekdays:
            continue
        at = moment(day, rule.at, zone)
        if at is not None and at > after:
            found.append(Occurrence(at, day))
            if len(found) == 2:  # a shifted occurrence can come after the next day's
                break
    return min(found, key=lambda each: each.at)


def local_time(now: datetime, zone: str) -> datetime:
    """A moment as the clocks of a zone show it."""
    return now.astimezone(zone_info(zone))


def local_date(now: datetime, zone: str) -> date:
    """The calendar date in a zone. For the day a session counts for, see `streak.user_day`."""
    return local_time(now, zone).date()
