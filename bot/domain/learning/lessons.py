"""One lesson a day, in order. Skipping a day skips no lesson."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NewType

LessonId = NewType("LessonId", str)


def todays(
    order: Sequence[LessonId], opened: Mapping[LessonId, date], today: date
) -> LessonId | None:
    """The lesson opened today, else the first that was never opened; None when all are read.

    `opened` holds the date on which each lesson was opened. A date after today (the person flew
    west) counts as today, so that nobody gets two.
    """
    fresh = [each for each in order if each in opened and opened[each] >= today]
    unread = [each for each in order if each not in opened]
    return next(iter([*fresh[-1:], *unread]), None)


def read(order: Sequence[LessonId], opened: Mapping[LessonId, date]) -> tuple[LessonId, ...]:
    """The lessons that were opened and still exist, in their order."""
    return tuple(each for each in order if each in opened)
