"""The lessons that people have opened."""

from datetime import date, timedelta

from bot.domain.learning.lessons import LessonId
from bot.storage.core.database import Database
from tests.storage.builders import ADA, BEN, a_person, keep

DAY = date(2026, 3, 2)
ONE, TWO = LessonId("one"), LessonId("two")


async def test_a_lesson_keeps_the_day_it_was_first_opened(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        await uow.lessons.open(ADA, ONE, DAY)
        await uow.lessons.open(ADA, TWO, DAY + timedelta(days=1))
        await uow.lessons.open(ADA, ONE, DAY + timedelta(days=2))
        assert await uow.lessons.opened(ADA) == {ONE: DAY, TWO: DAY + timedelta(days=1)}
        assert await uow.lessons.opened(BEN) == {}
