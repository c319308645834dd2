"""Streaks and the calendar, derived from the days planned and the days done."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.people.person import Person
from bot.domain.progress import streak
from bot.domain.progress.streak import History, Mark, Streak
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.services.reminders.schedules import plan_of
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's figures today. Streaks count days, `weeks` counts those that met the weekly goal.

    `strength` is 0 to 100; `just_frozen` are the days that freezes covered since the last session.
    """

    current: int = 0
    best: int = 0
    this_week: int = 0
    last_30: int = 0
    done_today: bool = False
    goal: int = 7
    weeks: int = 0
    freezes: int = 0
    strength: int = 0
    just_frozen: tuple[date, ...] = ()
    days: int = 0
    """The total number of days with a session."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Five weeks of days, and the figures derived from the whole history."""

    today: date
    days: tuple[tuple[date, Mark], ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """Loads the data of `/streak`."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def calendar(self, person: Person) -> Calendar:
        """The last five weeks of a person."""
        today = streak.user_day(self.clock.now(), person.zone, person.day_starts)
        async with self.unit() as uow:
            return await calendar_of(uow, person, today)


async def calendar_of(uow: UnitOfWork, person: Person, today: date) -> Calendar:
    """The last five weeks, within the caller's unit of work."""
    return calendar_from(await history_of(uow, person), today, await goal_of(uow, person))


def calendar_from(history: History, today: date, goal: int) -> Calendar:
    """The last five weeks of a history, for a goal of `goal` days a week."""
    row = streak.streak_of(history, today)
    days = streak.calendar(history, today, row.frozen)
    return Calendar(today, days, _standing(history, today, goal, row))


async def history_of(uow: UnitOfWork, person: Person) -> History:
    """The days that count, from the session log, filled-in days and reminders."""
    reminders = await uow.reminders.days(person.id)
    return History(
        done=await uow.sessions.done_days(person.id),
        planned=reminders.planned,
        filled=frozenset(await uow.filled.of(person.id)),
        paused=reminders.paused,
        lost=reminders.lost,
    )


async def goal_of(uow: UnitOfWork, person: Person) -> int:
    """The person's weekly goal in days."""
    if person.weekly_goal is not None:
        return person.weekly_goal
    weekdays: Set[int] = plan_of(await uow.schedules.slots(person.id)).weekdays
    return streak.usual_goal(weekdays)


async def standing(uow: UnitOfWork, person: Person, now: datetime) -> Standing:
    """A person's figures today, within the caller's unit of work."""
    today = streak.user_day(now, person.zone, person.day_starts)
    history = await history_of(uow, person)
    return _standing(history, today, await goal_of(uow, person), streak.streak_of(history, today))


def _standing(history: History, today: date, goal: int, row: Streak) -> Standing:
    return Standing(
        current=row.current,
        best=row.best,
        this_week=streak.done_this_week(history, today),
        last_30=streak.done_lately(history, today, 30),
        done_today=today in history.done,
        goal=goal,
        weeks=streak.weeks(history, today, goal),
        freezes=row.freezes,
        strength=streak.strength(history, today),
        just_frozen=streak.just_frozen(history, today, row.frozen),
        days=len(history.done),
    )
