"""Everything that the pictures of progress show, and the report for a clinician."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain import pain_trend, progress
from bot.domain.exercises import ExerciseId
from bot.domain.pain import PainNote, Region
from bot.domain.pain_trend import Trend
from bot.domain.people import Person
from bot.domain.progress import Tally, Week
from bot.domain.script import segments
from bot.domain.streak import day_of
from bot.domain.workouts import Logged
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library
from bot.services.progress import Calendar, calendar_of, history_of

MOST_SESSIONS = 2000
"""More than anybody does in the weeks that are looked at."""


@dataclass(frozen=True, slots=True)
class PainRead:
    """One region: a rating a day, a median a week from Monday (None: too few), and the trend."""

    region: Region
    days: tuple[tuple[date, float], ...]
    medians: tuple[tuple[date, float | None], ...]
    trend: Trend


@dataclass(frozen=True, slots=True)
class Overview:
    """How it adds up for one person, today."""

    calendar: Calendar
    weeks: tuple[Week, ...]
    tallies: tuple[Tally, ...]
    pain: tuple[PainRead, ...]
    sessions: tuple[date, ...]
    names: Mapping[ExerciseId, str] = field(default_factory=dict)
    """What the person calls the exercises that they brought along."""


@dataclass(frozen=True, slots=True)
class Overviews:
    """What `/progress` and the report are made of."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def of(self, person: Person) -> Overview:
        """The last weeks of a person."""
        today = day_of(self.clock.now(), person.zone, person.day_starts)
        async with self.unit() as uow:
            shown = await calendar_of(uow, person, today)
            history = await history_of(uow, person)
            workouts = await uow.workouts.history(person.id, MOST_SESSIONS)
            notes = await uow.pain.of(person.id, MOST_SESSIONS)
        first = progress.mondays(today)[0]
        return Overview(
            shown,
            progress.by_week(workouts, today, self._nominal),
            progress.tally(workouts, first),
            tuple(read for region in Region if (read := pain_read(notes, region, today)).days),
            tuple(sorted(day for day in history.completed if day >= first)),
            {i.exercise: i.own.title for each in workouts for i in each.items if i.own},
        )

    def _nominal(self, line: Logged) -> int | None:
        facts = self.library.exercises.get(line.exercise)
        if facts is None:
            return None
        return sum(segment.seconds for segment in segments(facts, line.dose))


def pain_read(notes: Iterable[PainNote], region: Region, today: date) -> PainRead:
    """The ratings of one region over the last weeks."""
    kept = tuple(notes)
    first, *_ = mondays = progress.mondays(today)
    rated = pain_trend.daily(kept, region)
    sundays = ((monday, monday + timedelta(days=6)) for monday in mondays)
    return PainRead(
        region,
        tuple((day, rating) for day, rating in rated.items() if day >= first),
        tuple((monday, pain_trend.weekly(kept, region, sunday)) for monday, sunday in sundays),
        pain_trend.trend(kept, region, today),
    )
