"""How it adds up beyond the streak: minutes a week, and what came of each exercise."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Logged, Outcome, SessionLog

WEEKS = 8
"""How far back the weekly pictures look, the week of today included."""

MILESTONES = (1, 2, 3, 5, 7, 14, 30, 60, 100, 200, 365)
"""Days with a session, all together, that are worth a word."""

TALLIED = (Outcome.DONE, Outcome.EASIER, Outcome.SKIPPED, Outcome.HURT)
_WORKED = frozenset(Outcome) - {Outcome.SKIPPED}

Nominal = Callable[[Logged], int | None]
"""The seconds that the dose of a line takes when nobody presses anything, if that is known."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday: the days with a session, and whole minutes of stretching."""

    monday: date
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an exercise was done, made easier, skipped, and hurt."""

    exercise: ExerciseId
    counts: tuple[int, int, int, int]


def seconds(line: Logged, nominal: int | None) -> float:
    """The time an exercise took: never more than its dose, as a pause is no stretching."""
    if line.outcome not in _WORKED:
        return 0.0
    actual = max(0.0, (line.ended_at - line.began_at).total_seconds())
    return actual if nominal is None else min(actual, nominal)


def mondays(today: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """The Mondays of the last weeks, that of today last."""
    this = today - timedelta(days=today.weekday())
    return tuple(this - timedelta(weeks=back) for back in reversed(range(weeks)))


def by_week(sessions: Iterable[SessionLog], today: date, nominal: Nominal) -> tuple[Week, ...]:
    """The last weeks, the one of today last."""
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
    """What came of each exercise from a day on, the most frequent first."""
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
