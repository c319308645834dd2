"""Lessons: today's, and those that somebody has read."""

from dataclasses import dataclass
from datetime import date

from bot.domain import lessons
from bot.domain.errors import StaleButton
from bot.domain.lessons import LessonId
from bot.domain.people import Person
from bot.domain.streak import day_of
from bot.services.people import OpenUnit
from bot.services.ports import Clock, Library


@dataclass(frozen=True, slots=True)
class Course:
    """How far somebody has come: today's lesson (None when all are read), and those read."""

    today: LessonId | None
    read: tuple[LessonId, ...]

    @property
    def waits(self) -> bool:
        """Whether today's lesson has not been read yet."""
        return self.today is not None and self.today not in self.read


@dataclass(frozen=True, slots=True)
class Lessons:
    """One lesson a day, for whoever wants to read it."""

    unit: OpenUnit
    clock: Clock
    library: Library

    async def course(self, person: Person) -> Course:
        """How far a person has come."""
        async with self.unit() as uow:
            return self._course(await uow.lessons.opened(person.id), self._day(person))

    async def read(self, person: Person, id: str) -> LessonId:
        """Open today's lesson, or one of before again. Raises `StaleButton` for any other."""
        async with self.unit() as uow:
            course = self._course(await uow.lessons.opened(person.id), self._day(person))
            if id == course.today and course.waits:
                await uow.lessons.open(person.id, course.today, self._day(person))
                await uow.commit()
            elif id not in course.read:
                raise StaleButton
            return LessonId(id)

    def _course(self, opened: dict[LessonId, date], today: date) -> Course:
        order = self.library.lessons
        return Course(lessons.todays(order, opened, today), lessons.read(order, opened))

    def _day(self, person: Person) -> date:
        return day_of(self.clock.now(), person.zone, person.day_starts)
