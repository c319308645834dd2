"""The person's day, and streaks that rest days and pauses neither break nor feed."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.schedule import local_time


class Mark(StrEnum):
    """What one day of the calendar shows."""

    DONE = "done"
    MISSED = "missed"
    REST = "rest"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class History:
    """The days that count: `done` has a session, `planned` had a reminder that really arrived.

    A day that is in neither (rest day, pause, outage, illness) is neutral.
    """

    done: frozenset[date] = frozenset()
    planned: frozenset[date] = frozenset()


def day_of(moment: datetime, zone: str, day_starts: time) -> date:
    """The day that something done at `moment` counts for: before `day_starts` it is yesterday."""
    local = local_time(moment, zone)
    return local.date() - timedelta(days=local.time() < day_starts)


def current(history: History, today: date) -> int:
    """Days done in a row up to today. Today itself is still open, so it cannot break the row."""
    streak = 0
    for day in sorted(_counting(history, today), reverse=True):
        if day in history.done:
            streak += 1
        elif day != today:
            break
    return streak


def best(history: History, today: date) -> int:
    """The longest row ever, the current one included."""
    longest = streak = 0
    for day in sorted(_counting(history, today)):
        if day in history.done:
            streak += 1
        elif day != today:
            streak = 0
        longest = max(longest, streak)
    return longest


def _counting(history: History, today: date) -> Set[date]:
    return {day for day in history.done | history.planned if day <= today}


def calendar(history: History, today: date, weeks: int = 5) -> tuple[tuple[date, Mark], ...]:
    """The last weeks as whole weeks from Monday, the one of today last."""
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    days = (first + timedelta(days=offset) for offset in range(7 * weeks))
    return tuple((day, _mark(day, history, today)) for day in days)


def _mark(day: date, history: History, today: date) -> Mark:
    if day in history.done:
        return Mark.DONE
    if day >= today:
        return Mark.AHEAD
    return Mark.MISSED if day in history.planned else Mark.REST


def done_this_week(history: History, today: date) -> int:
    """Days done since Monday."""
    monday = today - timedelta(days=today.weekday())
    return sum(monday <= day <= today for day in history.done)
