"""The person's day and forgiving streaks, all derived from the log of days."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from bot.domain.reminders.schedule import local_time

FREEZE_COST = 7
"""Completed days that earn one freeze."""

MOST_FREEZES = 2
FILL_DAYS = 7
"""How many days back can still be filled in."""

GOALS = range(2, 8)
"""Days a week that can be a weekly goal."""

HALF_LIFE = 13
"""After this many days done, strength has covered half of the way to full (a judgement)."""


class Mark(StrEnum):
    """What the calendar shows for one day."""

    DONE = "done"
    FILLED = "filled"
    FROZEN = "frozen"
    MISSED = "missed"
    PAUSED = "paused"
    REST = "rest"
    AHEAD = "ahead"


@dataclass(frozen=True)
class History:
    """The days that count: `done` had a session, `planned` had a reminder that was delivered.

    `filled` was filled in later, `paused` was in a pause or marked as ill or away, `lost` had a
    reminder that could not be sent. A day in none of these sets is neutral.

    Derived sets are computed once, because ten years are thousands of days.
    """

    done: frozenset[date] = frozenset()
    planned: frozenset[date] = frozenset()
    filled: frozenset[date] = frozenset()
    paused: frozenset[date] = frozenset()
    lost: frozenset[date] = frozenset()

    @cached_property
    def completed(self) -> frozenset[date]:
        """Days with a session, whether logged or filled in."""
        return self.done | self.filled

    @cached_property
    def missed(self) -> frozenset[date]:
        """Planned days without a session, except paused days and days off."""
        return self.planned - self.completed - self.paused

    @cached_property
    def excused(self) -> frozenset[date]:
        """Days without a session because of a pause, a day off or a lost reminder."""
        return (self.paused | self.lost) - self.completed

    @cached_property
    def in_order(self) -> tuple[date, ...]:
        """The completed and missed days, oldest first."""
        return tuple(sorted(self.completed | self.missed))


@dataclass(frozen=True, slots=True)
class Streak:
    """A streak in days: current, longest, freezes available, and the days that freezes covered."""

    current: int = 0
    best: int = 0
    freezes: int = 0
    frozen: frozenset[date] = frozenset()


def user_day(moment: datetime, zone: str, day_starts: time) -> date:
    """The day that something done at `moment` counts for: before `day_starts`, the day before."""
    local = local_time(moment, zone)
    return local.date() - timedelta(days=local.time() < day_starts)


def streak_of(history: History, today: date) -> Streak:
    """Walk the days up to today. Today is still open, so it cannot break the streak.

    Seven logged days earn one freeze, and at most two are kept. A missed day uses one; without
    one it ends the streak. Filled-in days extend the streak but earn no freeze.
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
    """The `frozen` days after the last completed day before today, oldest first."""
    last = max((day for day in history.completed if day < today), default=None)
    if last is None:
        return ()
    return tuple(sorted(day for day in frozen if day > last))


def strength(history: History, today: date) -> int:
    """Strength of the habit, 0 to 100: a miss lowers it, and no single miss erases it."""
    value = 0.0
    keep = 0.5 ** (1 / HALF_LIFE)
    for day in _up_to(history, today):
        if day in history.completed:
            value = 1 - (1 - value) * keep
        elif day != today:
            value *= keep
    return round(100 * value)


def weeks(history: History, today: date, goal: int) -> int:
    """Consecutive weeks, Monday to Sunday, with at least `goal` completed days.

    The current week is still open. A week that missed the goal because of pauses or lost
    reminders is neutral.
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
    """The goal of a person who chose none: their number of reminder days, 2 to 7."""
    return min(max(len(weekdays), GOALS[0]), GOALS[-1])


def done_this_week(history: History, today: date) -> int:
    """Days completed since Monday."""
    return done_lately(history, today, today.weekday() + 1)


def done_lately(history: History, today: date, days: int) -> int:
    """Days completed among the last `days` days, including today."""
    return sum(today - timedelta(days=back) in history.completed for back in range(days))


def calendar(
    history: History, today: date, frozen: Set[date], weeks: int = 5
) -> tuple[tuple[date, Mark], ...]:
    """The last weeks, each from Monday to Sunday, ending with the current one."""
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    days = (first + timedelta(days=offset) for offset in range(7 * weeks))
    return tuple((day, _mark(day, history, frozen, today)) for day in days)


def may_fill(history: History, today: date) -> tuple[date, ...]:
    """The days that can still be filled in, yesterday first."""
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
    """Weeks from Monday to Sunday since `date.min`, which is a Monday."""
    return (day.toordinal() - 1) // 7
