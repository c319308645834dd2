"""How it adds up: streaks and the calendar, read from what was planned and what was done."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import streak
from bot.domain.people import Person
from bot.domain.streak import History, Mark
from bot.services.people import OpenUnit
from bot.services.ports import Clock
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands today. Streaks count days."""

    current: int = 0
    best: int = 0
    this_week: int = 0
    last_30: int = 0
    done_today: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Five weeks of days, with the standing they add up to."""

    today: date
    days: tuple[tuple[date, Mark], ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """What `/streak` shows."""

    unit: OpenUnit
    clock: Clock

    async def calendar(self, person: Person) -> Calendar:
        """The last five weeks of a person."""
        now = self.clock.now()
        async with self.unit() as uow:
            history = await history_of(uow, person)
        today = streak.day_of(now, person.zone, person.day_starts)
        return Calendar(today, streak.calendar(history, today), _standing(history, today))


async def history_of(uow: UnitOfWork, person: Person) -> History:
    """The days that count, from the log of sessions and of reminders that arrived."""
    return History(
        done=await uow.workouts.done_days(person.id),
        planned=await uow.reminders.planned_days(person.id),
    )


async def standing(uow: UnitOfWork, person: Person, now: datetime) -> Standing:
    """Where a person stands, inside somebody else's unit of work."""
    today = streak.day_of(now, person.zone, person.day_starts)
    return _standing(await history_of(uow, person), today)


def _standing(history: History, today: date) -> Standing:
    return Standing(
        current=streak.current(history, today),
        best=streak.best(history, today),
        this_week=streak.done_this_week(history, today),
        last_30=sum(0 <= (today - day).days < 30 for day in history.done),
        done_today=today in history.done,
    )
