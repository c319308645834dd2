"""A person's plan: its status, and the changes they make."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import StaleButton
from bot.domain.people.person import Person
from bot.domain.plan import plan_changes
from bot.domain.plan.exercise_adjustments import DAYS, Adjustment, Change
from bot.domain.plan.plan_changes import PlanStatus, changed
from bot.domain.plan.recommendation import UserState
from bot.domain.reminders.schedule import EVERY_DAY
from bot.domain.routines.custom_exercise import is_custom
from bot.domain.routines.exercises import ExerciseId
from bot.services.people.people import UnitOfWorkFactory
from bot.services.plan.user_state import user_state
from bot.services.ports import Clock, Library
from bot.services.reminders.schedules import look_back_of, set_look_back
from bot.storage.core.unit_of_work import UnitOfWork

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plans:
    """Reads and changes plans. Nothing changes unless the person asks for it."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def look(self, person: Person) -> PlanStatus:
        """The current status of the person's plan."""
        async with self.unit() as uow:
            return await standpoint(uow, person, self.library, self.clock.now())

    async def change(self, person: Person, what: str) -> PlanStatus:
        """Apply a plan button. Raises `StaleButton` for what is not offered."""
        async with self.unit() as uow:
            stands = await standpoint(uow, person, self.library, self.clock.now())
            progress = changed(stands, what, self.library.programme)
            await uow.plans.change(person.id, stands.progress, progress)
            await uow.commit()
            return plan_changes.moved(stands, progress, self.library.programme)

    async def look_back_day(self, person: Person) -> int | None:
        """The weekday of the weekly review (Monday is 0); None without one."""
        async with self.unit() as uow:
            return look_back_of(await uow.schedules.slots(person.id))

    async def set_look_back(self, person: Person, day: int | None) -> None:
        """Set the weekday of the weekly review, or None. Raises `StaleButton` for no weekday."""
        if day is not None and day not in EVERY_DAY:
            raise StaleButton
        async with self.unit() as uow:
            await set_look_back(uow, person, day, self.clock.now())
            await uow.commit()

    async def decide(self, person: Person, change: str, exercise: ExerciseId) -> None:
        """Replace, ease or keep an exercise for four weeks, or bring it back at once."""
        if exercise not in self.library.exercises and not is_custom(exercise):
            raise StaleButton
        async with self.unit() as uow:
            if change == "back":
                await uow.plans.remove_adjustment(person.id, exercise)
            elif change in set(Change):
                today = (await user_state(uow, person, self.clock.now())).today
                until = today + timedelta(days=DAYS[Change(change)])
                adjusted = Adjustment(exercise, Change(change), until)
                await uow.plans.set_adjustment(person.id, adjusted)
            else:
                raise StaleButton
            await uow.commit()


async def standpoint(
    uow: UnitOfWork, person: Person, library: Library, now: datetime
) -> PlanStatus:
    """The status of a person's plan, within the caller's unit of work."""
    return await stands_of(uow, await user_state(uow, person, now), library)


async def stands_of(uow: UnitOfWork, case: UserState, library: Library) -> PlanStatus:
    """The plan status for a user state."""
    person = case.person
    done = await uow.sessions.done_days(person.id)
    hurts = await uow.sessions.hurts_since(person.id, case.today - WEEK + DAY)
    return plan_changes.plan_status(case, done, hurts, library.programme)
