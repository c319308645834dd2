"""Streaks computed directly from their definitions: slow, as a reference for the fast ones."""

from collections.abc import Iterable, Set
from datetime import date, timedelta

from bot.domain.progress.streak import FREEZE_COST, HALF_LIFE, MOST_FREEZES, History, Mark, Streak


def _completed(history: History) -> frozenset[date]:
    return history.done | history.filled


def _missed(history: History) -> frozenset[date]:
    return history.planned - _completed(history) - history.paused


def streak(history: History, today: date) -> Streak:
    """Walk the days up to today. Today is still open, so it cannot break the streak.

    Seven logged days earn one freeze, and at most two are kept. A missed day uses one; without
    one it ends the streak. Filled-in days extend the streak but earn no freeze.
    """
    current = best = saved = 0
    frozen = set()
    for day in _in_order(_completed(history) | _missed(history), today):
        if day in _completed(history):
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


def just_frozen(history: History, today: date) -> tuple[date, ...]:
    """The days that freezes covered since the last completed day before today, oldest first."""
    last = max((day for day in _completed(history) if day < today), default=None)
    if last is None:
        return ()
    return tuple(sorted(day for day in streak(history, today).frozen if day > last))


def strength(history: History, today: date) -> int:
    """Strength of the habit, 0 to 100: a miss lowers it, and no single miss erases it."""
    value = 0.0
    keep = 0.5 ** (1 / HALF_LIFE)
    for day in _in_order(_completed(history) | _missed(history), today):
        if day in _completed(history):
            value = 1 - (1 - value) * keep
        elif day != today:
            value *= keep
    return round(100 * value)


def weeks(history: History, today: date, goal: int) -> int:
    """Consecutive weeks, Monday to Sunday, with at least `goal` completed days.

    The current week is still open. A week that missed the goal because of pauses or lost
    reminders is neutral.
    """
    count = 0
    this_week = _monday(today)
    first = min((_monday(day) for day in _completed(history)), default=this_week)
    for offset in range((this_week - first).days // 7 + 1):
        week = _week(first + timedelta(weeks=offset))
        done = len(_completed(history) & week)
        excused = len((history.paused | history.lost) & week - _completed(history))
        if done >= goal:
            count += 1
        elif done + excused < goal and this_week not in week:
            count = 0
    return count


def done_this_week(history: History, today: date) -> int:
    """Days completed since Monday."""
    return sum(day <= today for day in _completed(history) & _week(_monday(today)))


def calendar(history: History, today: date, weeks: int = 5) -> tuple[tuple[date, Mark], ...]:
    """The last weeks, each from Monday to Sunday, ending with the current one."""
    first = _monday(today) - timedelta(weeks=weeks - 1)
    frozen = streak(history, today).frozen
    days = (first + timedelta(days=offset) for offset in range(7 * weeks))
    return tuple((day, _mark(day, history, frozen, today)) for day in days)


def _mark(day: date, history: History, frozen: Set[date], today: date) -> Mark:
    marks = (
        (day in history.done, Mark.DONE),
        (day in history.filled, Mark.FILLED),
        (day in history.paused and day <= today, Mark.PAUSED),
        (day >= today, Mark.AHEAD),
        (day in frozen, Mark.FROZEN),
        (day in _missed(history), Mark.MISSED),
    )
    return next((mark for applies, mark in marks if applies), Mark.REST)


def _in_order(days: Iterable[date], today: date) -> list[date]:
    return sorted(day for day in days if day <= today)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date) -> frozenset[date]:
    return frozenset(monday + timedelta(days=offset) for offset in range(7))
