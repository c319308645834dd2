"""One lesson a day, and none before its day."""

from datetime import timedelta

import pytest

from bot.domain.errors import StaleButton
from bot.domain.learning.lessons import LessonId
from bot.services.learning.lessons import LessonProgress, Lessons
from bot.services.ports import Library
from bot.storage.core.database import Database
from tests.builders import a_person
from tests.services.fakes import LIBRARY, Clock

ONE, TWO, THREE = (LessonId(each) for each in ("one", "two", "three"))


@pytest.fixture
async def lessons(database: Database) -> Lessons:
    """Three lessons, and a person who may read them."""
    async with database.unit_of_work() as uow:
        await uow.people.add(a_person())
        await uow.commit()
    return Lessons(
        database.unit_of_work, Clock(), Library({}, {}, LIBRARY.programme, (ONE, TWO, THREE))
    )


async def test_a_day_opens_one_lesson_however_often_it_is_read(lessons: Lessons) -> None:
    ana = a_person()
    assert await lessons.progress(ana) == LessonProgress(ONE, ())
    for _ in range(2):
        assert await lessons.read(ana, "one") == ONE
    assert await lessons.progress(ana) == LessonProgress(ONE, (ONE,))
    assert not (await lessons.progress(ana)).waits


@pytest.mark.parametrize("ahead", ["two", "three", "", "never-was"])
async def test_a_lesson_that_is_not_open_yet_cannot_be_read(lessons: Lessons, ahead: str) -> None:
    ana = a_person()
    await lessons.read(ana, "one")
    with pytest.raises(StaleButton):
        await lessons.read(ana, ahead)


async def test_the_next_day_opens_the_next_lesson_and_keeps_earlier_ones(lessons: Lessons) -> None:
    ana, clock = a_person(), lessons.clock
    assert isinstance(clock, Clock)
    await lessons.read(ana, "one")
    clock.moment += timedelta(days=1)
    assert (await lessons.progress(ana)).waits
    await lessons.read(ana, "two")
    assert await lessons.read(ana, "one") == ONE
    assert await lessons.progress(ana) == LessonProgress(TWO, (ONE, TWO))
