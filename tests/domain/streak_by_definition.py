"""The rules of streaks straight from their definitions: slow, and what the fast ones must match."""

from collections.abc import Iterable, Set
from datetime import date, timedelta

from bot.domain.progress.streak import FREEZE_COST, HALF_LIFE, MOST_FREEZES, History, Mark, Streak


def _completed(history: History) -> frozenset[date]:
    return history.done | history.filled


def _missed(history: History) -> frozenset[date]:
    return history.planned - _completed(history) - history.paused


def row(history: History, today: date) -> Streak:
    """Walk the days up to today. Today itself is still open, so it cannot break the row.

    Seven logged days fill one freeze, at most two wait; a missed day takes one, and only without
    one does the row end. Days filled in by hand carry the row but earn nothing.
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
    return tuple(sorted(day for day in row(history, today).frozen if day > last))


def strength(history: History, today: date) -> int:
    """How firm the habit is, 0 to 100: a miss dents it, and nothing erases it at once."""
    value = 0.0
    keep = 0.5 ** (1 / HALF_LIFE)
    for day in _in_order(_completed(history) | _missed(history), today):
        if day in _completed(history):
            value = 1 - (1 - value) * keep
        elif day != today:
            value *= keep
    return round(100 * value)


def weeks(history: History, today: date, goal: int) -> int:
    """Weeks in a row, Monday to Sunday, with at least `goal` completed days.

    The week of today is still open. One that a pause or a lost reminder kept below the goal is
    neutral.
    """
    streak = 0
    this_week = _monday(today)
    first = min((_monday(day) for day in _completed(history)), default=this_week)
    for offset in range((this_week - first).days // 7 + 1):
        week = _week(first + timedelta(weeks=offset))
        done = len(_completed(history) & week)
        excused = len((history.paused | history.lost) & week - _completed(history))
        if done >= goal:
            streak += 1
        elif done + excused < goal and this_week not in week:
            streak = 0
    return streak


def done_this_week(history: History, today: date) -> int:
    """Days completed since Monday."""
    return sum(day <= today for day in _completed(history) & _week(_monday(today)))


def calendar(history: History, today: date, weeks: int = 5) -> tuple[tuple[date, Mark], ...]:
    """The last weeks as whole weeks from Monday, the one of today last."""
    first = _monday(today) - timedelta(weeks=weeks - 1)
    frozen = row(history, today).frozen
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
