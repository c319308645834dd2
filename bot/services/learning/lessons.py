"""Lessons: today's, and those that a person has read."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import StaleButton
from bot.domain.learning import lessons
from bot.domain.learning.lessons import LessonId
from bot.domain.people.person import Person
from bot.domain.progress.streak import user_day
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock, Library


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """Today's lesson (None if all are read), and the lessons read."""

    today: LessonId | None
    read: tuple[LessonId, ...]

    @property
    def waits(self) -> bool:
        """Whether today's lesson has not been read yet."""
        return self.today is not None and self.today not in self.read


@dataclass(frozen=True, slots=True)
class Lessons:
    """One lesson a day for people who want to read it."""

    unit: UnitOfWorkFactory
    clock: Clock
    library: Library

    async def progress(self, person: Person) -> LessonProgress:
        """A person's progress through the lessons."""
        async with self.unit() as uow:
            return self._course(await uow.lessons.opened(person.id), self._day(person))

    async def read(self, person: Person, id: str) -> LessonId:
        """Open today's lesson, or an earlier one again. Raises `StaleButton` for any other."""
        async with self.unit() as uow:
            progress = self._course(await uow.lessons.opened(person.id), self._day(person))
            if id == progress.today and progress.waits:
                await uow.lessons.open(person.id, progress.today, self._day(person))
                await uow.commit()
            elif id not in progress.read:
                raise StaleButton
            return LessonId(id)

    def _course(self, opened: dict[LessonId, date], today: date) -> LessonProgress:
        order = self.library.lessons
        return LessonProgress(lessons.todays(order, opened, today), lessons.read(order, opened))

    def _day(self, person: Person) -> date:
        return user_day(self.clock.now(), person.zone, person.day_starts)
