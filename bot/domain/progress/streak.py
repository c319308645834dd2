"""The person's day, and streaks that forgive: everything is derived from the log, day by day."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from bot.domain.reminders.schedule import local_time

FREEZE_COST = 7
"""Completed days that earn one freeze (PRODUCT.md)."""

MOST_FREEZES = 2
FILL_DAYS = 7
"""How many days back may still be filled in."""

GOALS = range(2, 8)
"""Days a week that can be somebody's goal."""

HALF_LIFE = 13
"""After that many days done the strength is half of what is left to full (judgement)."""


class Mark(StrEnum):
    """What one day of the calendar shows."""

    DONE = "done"
    FILLED = "filled"
    FROZEN = "frozen"
    MISSED = "missed"
    PAUSED = "paused"
    REST = "rest"
    AHEAD = "ahead"


@dataclass(frozen=True)
class History:
    """The days that count: `done` has a session, `planned` had a reminder that really arrived.

    `filled` was filled in by hand, `paused` fell into a pause or was called off as ill or away,
    `lost` had a reminder that never got out. A day that is in none of them is neutral.

    What is derived from them is computed once: ten years are thousands of days.
    """

    done: frozenset[date] = frozenset()
    planned: frozenset[date] = frozenset()
    filled: frozenset[date] = frozenset()
    paused: frozenset[date] = frozenset()
    lost: frozenset[date] = frozenset()

    @cached_property
    def completed(self) -> frozenset[date]:
        """Days with a session, logged or filled in."""
        return self.done | self.filled

    @cached_property
    def missed(self) -> frozenset[date]:
        """Planned days without a session; a pause or illness is none."""
        return self.planned - self.completed - self.paused

    @cached_property
    def excused(self) -> frozenset[date]:
        """Days without a session that a pause, illness or a lost reminder explains."""
        return (self.paused | self.lost) - self.completed

    @cached_property
    def in_order(self) -> tuple[date, ...]:
        """The completed and the missed days, oldest first."""
        return tuple(sorted(self.completed | self.missed))


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row as they stand: now, the longest, freezes in hand, and the days they covered."""

    current: int = 0
    best: int = 0
    freezes: int = 0
    frozen: frozenset[date] = frozenset()


def user_day(moment: datetime, zone: str, day_starts: time) -> date:
    """The day that something done at `moment` counts for: before `day_starts` it is yesterday."""
    local = local_time(moment, zone)
    return local.date() - timedelta(days=local.time() < day_starts)


def streak_of(history: History, today: date) -> Streak:
    """Walk the days up to today. Today itself is still open, so it cannot break the row.

    Seven logged days fill one freeze, at most two wait; a missed day takes one, and only without
    one does the row end. Days filled in by hand carry the row but earn nothing.
    """
    current = best = saved = 0
    frozen = set()
    for day in _up_to(history, today):
        if day in history.completed:
            current += 1
            saved = min(saved + (day in history.done), MOST_FREEZES * FREEZE_COST)
        elif day == today:
            continue
        elif saved >= FREEZE_COST:
            saved -= FREEZE_COST
            frozen.add(day)
        else:
            current = saved = 0
        best = max(best, current)
    return Streak(current, best, saved // FREEZE_COST, frozenset(frozen))


def just_frozen(history: History, today: date, frozen: Set[date]) -> tuple[date, ...]:
    """Which of the `frozen` days came after the last completed day before today, oldest first."""
    last = max((day for day in history.completed if day < today), default=None)
    if last is None:
        return ()
    return tuple(sorted(day for day in frozen if day > last))


def strength(history: History, today: date) -> int:
    """How firm the habit is, 0 to 100: a miss dents it, and nothing erases it at once."""
    value = 0.0
    keep = 0.5 ** (1 / HALF_LIFE)
    for day in _up_to(history, today):
        if day in history.completed:
            value = 1 - (1 - value) * keep
        elif day != today:
            value *= keep
    return round(100 * value)


def weeks(history: History, today: date, goal: int) -> int:
    """Weeks in a row, Monday to Sunday, with at least `goal` completed days.

    The week of today is still open. One that a pause or a lost reminder kept below the goal is
    neutral.
    """
    done = Counter(map(_week_number, history.completed))
    excused = Counter(map(_week_number, history.excused))
    this_week = _week_number(today)
    streak = 0
    for week in range(min(done, default=this_week), this_week + 1):
        if done[week] >= goal:
            streak += 1
        elif done[week] + excused[week] < goal and week != this_week:
            streak = 0
    return streak


def usual_goal(weekdays: Set[int]) -> int:
    """The goal of somebody who chose none: as many days as they have reminders, 2 to 7."""
    return min(max(len(weekdays), GOALS[0]), GOALS[-1])


def done_this_week(history: History, today: date) -> int:
    """Days completed since Monday."""
    return done_lately(history, today, today.weekday() + 1)


def done_lately(history: History, today: date, days: int) -> int:
    """Days completed among the last `days`, today included."""
    return sum(today - timedelta(days=back) in history.completed for back in range(days))


def calendar(
    history: History, today: date, frozen: Set[date], weeks: int = 5
) -> tuple[tuple[date, Mark], ...]:
    """The last weeks as whole weeks from Monday, the one of today last."""
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    days = (first + timedelta(days=offset) for offset in range(7 * weeks))
    return tuple((day, _mark(day, history, frozen, today)) for day in days)


def may_fill(history: History, today: date) -> tuple[date, ...]:
    """The days that may still be filled in, yesterday first."""
    back = (today - timedelta(days=days) for days in range(1, FILL_DAYS + 1))
    return tuple(day for day in back if day not in history.completed)


def _mark(day: date, history: History, frozen: Set[date], today: date) -> Mark:
    marks = (
        (day in history.done, Mark.DONE),
        (day in history.filled, Mark.FILLED),
        (day in history.paused and day <= today, Mark.PAUSED),
        (day >= today, Mark.AHEAD),
        (day in frozen, Mark.FROZEN),
        (day in history.missed, Mark.MISSED),
    )
    return next((mark for applies, mark in marks if applies), Mark.REST)


def _up_to(history: History, today: date) -> Iterator[date]:
    return takewhile(lambda day: day <= today, history.in_order)


def _week_number(day: date) -> int:
    """Weeks from Monday since the first day that `date` knows, which is a Monday."""
    return (day.toordinal() - 1) // 7
