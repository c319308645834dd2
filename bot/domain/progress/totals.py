"""Totals beyond the streak: minutes per week, and outcomes per exercise."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Logged, Outcome, SessionLog

WEEKS = 8
"""How many weeks the weekly charts show, including the current one."""

MILESTONES = (1, 2, 3, 5, 7, 14, 30, 60, 100, 200, 365)
"""Total days with a session that the bot celebrates."""

TALLIED = (Outcome.DONE, Outcome.EASIER, Outcome.SKIPPED, Outcome.HURT)
_WORKED = frozenset(Outcome) - {Outcome.SKIPPED}

Nominal = Callable[[Logged], int | None]
"""The seconds that a logged dose takes if nobody presses anything; None if unknown."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday: its days with a session, and whole minutes of stretching."""

    monday: date
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an exercise was done, made easier, skipped, and stopped because it hurt."""

    exercise: ExerciseId
    counts: tuple[int, int, int, int]


def seconds(line: Logged, nominal: int | None) -> float:
    """The seconds an exercise took: at most those of its dose, as pauses are not stretching."""
    if line.outcome not in _WORKED:
        return 0.0
    actual = max(0.0, (line.ended_at - line.began_at).total_seconds())
    return actual if nominal is None else min(actual, nominal)


def mondays(today: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """The Mondays of the last weeks, this week's last."""
    this = today - timedelta(days=today.weekday())
    return tuple(this - timedelta(weeks=back) for back in reversed(range(weeks)))


def by_week(sessions: Iterable[SessionLog], today: date, nominal: Nominal) -> tuple[Week, ...]:
    """Totals of the last weeks, the current one last."""
    spent: Counter[date] = Counter()
    days: dict[date, set[date]] = {}
    for session in sessions:
        monday = session.day - timedelta(days=session.day.weekday())
        spent[monday] += round(sum(seconds(line, nominal(line)) for line in session.log))
        if session.counts:
            days.setdefault(monday, set()).add(session.day)
    return tuple(
        Week(monday, len(days.get(monday, ())), round(spent[monday] / 60))
        for monday in mondays(today)
    )


def tally(sessions: Iterable[SessionLog], since: date) -> tuple[Tally, ...]:
    """Outcomes per exercise since a day, the most frequent exercise first."""
    found: Counter[tuple[ExerciseId, Outcome]] = Counter(
        (line.exercise, line.outcome)
        for session in sessions
        if session.day >= since
        for line in session.log
        if line.outcome in TALLIED
    )
    tallies = [
        Tally(exercise, (counts[0], counts[1], counts[2], counts[3]))
        for exercise in dict.fromkeys(exercise for exercise, _ in found)
        if (counts := [found[exercise, outcome] for outcome in TALLIED])
    ]
    return tuple(sorted(tallies, key=lambda each: (-sum(each.counts), each.exercise)))
