"""Progress charts as values, ready to be drawn."""

from dataclasses import dataclass
from datetime import date

from bot.domain.progress.streak import Mark


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """A calendar of the last weeks; `marks` are pairs of a mark and its label."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[str, ...]
    marks: tuple[tuple[Mark, str], ...]
    days: tuple[tuple[date, Mark], ...]
    today: date


@dataclass(frozen=True, slots=True)
class PainCurve:
    """Ratings of 0 to 10 by day, and medians of weeks as (first day, last day, median)."""

    name: str
    days: tuple[tuple[date, float], ...]
    medians: tuple[tuple[date, date, float], ...]
    baseline: float | None


@dataclass(frozen=True, slots=True)
class PainPicture:
    """One panel for each curve over the same weeks, with the days of sessions below."""

    title: str
    note: str
    sessions_word: str
    first: date
    today: date
    weeks: tuple[tuple[date, str], ...]
    curves: tuple[PainCurve, ...]
    sessions: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class MinutesPicture:
    """Minutes by week, the newest last."""

    title: str
    note: str
    weeks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ExercisesPicture:
    """How often an exercise was done, made easier, skipped, and hurt."""

    title: str
    outcomes: tuple[str, str, str, str]
    rows: tuple[tuple[str, tuple[int, int, int, int]], ...]


@dataclass(frozen=True, slots=True)
class EmptyPicture:
    """A card that says why there is nothing to draw yet."""

    title: str
    note: str


Picture = CalendarPicture | PainPicture | MinutesPicture | ExercisesPicture | EmptyPicture


@dataclass(frozen=True, slots=True)
class Report:
    """One page for a clinician: facts as (name, value), and at most four charts."""

    title: str
    period: str
    facts: tuple[tuple[str, str], ...]
    cards: tuple[Picture, ...]
    disclaimer: str
