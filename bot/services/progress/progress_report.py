"""The data of the progress charts and of the report for a doctor or physio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.pain import trend as pain_trend
from bot.domain.pain.notes import PainNote, Region
from bot.domain.pain.trend import Trend
from bot.domain.people.person import Person
from bot.domain.progress import totals
from bot.domain.progress.streak import user_day
from bot.domain.progress.totals import Tally, Week
from bot.domain.routines.custom_exercise import is_custom
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Logged, SessionLog
from bot.domain.session.timeline import length
from bot.services.pain.pain_diary import notes_for_trends
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock, Library
from bot.services.progress.progress import Calendar, calendar_from, goal_of, history_of
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PainRead:
    """One region: ratings by day, weekly medians by Monday (None: too few ratings), the trend."""

    region: Region
    days: tuple[tuple[date, float], ...]
    medians: tuple[tuple[date, float | None], ...]
    trend: Trend


@dataclass(frozen=True, slots=True)
class Overview:
    """A person's progress as of today."""

    calendar: Calendar
    weeks: tuple[Week, ...]
    tallies: tuple[Tally, ...]
    pain: tuple[PainRead, ...]
    sessions: tuple[date, ...]
    names: Mapping[ExerciseId, str] = field(default_factory=dict)
    """The person's names for their custom exercises."""


@dataclass(frozen=True, slots=True)
class Overviews:
    """Loads the data of `/progress` and of the report."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def of(self, person: Person) -> Overview:
        """The last weeks of a person."""
        today = user_day(self.clock.now(), person.zone, person.day_starts)
        first, *_ = totals.mondays(today)
        async with self.unit() as uow:
            history = await history_of(uow, person)
            goal = await goal_of(uow, person)
            sessions = await uow.sessions.logs_since(person.id, first)
            notes = await notes_for_trends(uow, person.id, first)
            names = await _own_names(uow, sessions)
        return Overview(
            calendar_from(history, today, goal),
            totals.by_week(sessions, today, self._nominal),
            totals.tally(sessions, first),
            tuple(read for region in Region if (read := pain_read(notes, region, today)).days),
            tuple(sorted(day for day in history.completed if day >= first)),
            names,
        )

    def _nominal(self, line: Logged) -> int | None:
        facts = self.library.exercises.get(line.exercise)
        return None if facts is None else length(facts, line.dose)


async def _own_names(uow: UnitOfWork, sessions: Iterable[SessionLog]) -> Mapping[ExerciseId, str]:
    """The names of custom exercises, each from the newest session that contains it."""
    newest = {
        line.exercise: session.id
        for session in sessions
        for line in session.log
        if is_custom(line.exercise)
    }
    found = [await uow.sessions.get(session) for session in sorted(set(newest.values()))]
    return {
        item.exercise: item.own.title for each in found if each for item in each.items if item.own
    }


def pain_read(notes: Iterable[PainNote], region: Region, today: date) -> PainRead:
    """The ratings of one region in the last weeks."""
    kept = tuple(notes)
    first, *_ = mondays = totals.mondays(today)
    rated = pain_trend.daily(kept, region)
    sundays = ((monday, monday + timedelta(days=6)) for monday in mondays)
    return PainRead(
        region,
        tuple((day, rating) for day, rating in rated.items() if day >= first),
        tuple((monday, pain_trend.weekly(kept, region, sunday)) for monday, sunday in sundays),
        pain_trend.trend(kept, region, today),
    )
