"""One lesson a day, in their order. A day without one loses nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NewType

LessonId = NewType("LessonId", str)


def todays(
    order: Sequence[LessonId], opened: Mapping[LessonId, date], today: date
) -> LessonId | None:
    """The lesson opened today, else the first that was never opened; None when all are read.

    `opened` holds the day of each lesson that was opened. A day ahead of today (somebody flew
    westwards) is today, so that nobody gets two.
    """
    fresh = [each for each in order if each in opened and opened[each] >= today]
    unread = [each for each in order if each not in opened]
    return next(iter([*fresh[-1:], *unread]), None)


def read(order: Sequence[LessonId], opened: Mapping[LessonId, date]) -> tuple[LessonId, ...]:
    """The lessons that were opened and still exist, in their order."""
    return tuple(each for each in order if each in opened)
