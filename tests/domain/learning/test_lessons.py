"""Which lesson is today's."""

from datetime import date, timedelta

from bot.domain.learning.lessons import LessonId, read, todays

ORDER = tuple(LessonId(each) for each in ("one", "two", "three"))
ONE, TWO, THREE = ORDER
MONDAY = date(2026, 3, 9)
TUESDAY = MONDAY + timedelta(days=1)


def test_the_first_lesson_comes_first() -> None:
    assert todays(ORDER, {}, MONDAY) == ONE


def test_a_lesson_stays_for_its_whole_day_and_then_the_next_follows() -> None:
    assert todays(ORDER, {ONE: MONDAY}, MONDAY) == ONE
    assert todays(ORDER, {ONE: MONDAY}, TUESDAY) == TWO


def test_days_without_a_lesson_skip_none() -> None:
    assert todays(ORDER, {ONE: MONDAY}, MONDAY + timedelta(days=30)) == TWO


def test_after_all_lessons_none_is_left() -> None:
    opened = {ONE: MONDAY, TWO: MONDAY, THREE: MONDAY}
    assert todays(ORDER, opened, TUESDAY) is None
    assert read(ORDER, opened) == ORDER


def test_flying_west_gives_nobody_a_second_lesson() -> None:
    assert todays(ORDER, {ONE: TUESDAY}, MONDAY) == ONE


def test_a_reordered_lesson_is_not_lost_and_a_deleted_one_is_not_missed() -> None:
    assert todays(ORDER, {TWO: MONDAY, LessonId("gone"): MONDAY}, TUESDAY) == ONE
    assert read(ORDER, {TWO: MONDAY, LessonId("gone"): MONDAY}) == (TWO,)
