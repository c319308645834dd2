"""Compare pain on days after a session with other days, if there are enough ratings.

It does not explain the difference: people who hurt less may simply stretch more.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

from bot.domain.pain.notes import PainNote, Region
from bot.domain.pain.trend import daily

LOOKS_BACK = timedelta(weeks=12)
FEWEST_WITH = 14
FEWEST_WITHOUT = 7
LEAST = 1.0
"""A smaller difference in points is not worth mentioning (a judgement)."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Insight:
    """On days after a session the ratings of a region were `points` higher (negative: lower).

    `after` and `other` count the days that were compared.
    """

    region: Region
    points: float
    after: int
    other: int


def insight(
    notes: Iterable[PainNote], region: Region, done: Set[date], today: date
) -> Insight | None:
    """The difference between days after a session and other days; None if ratings are too few."""
    rated = {
        day: rating
        for day, rating in daily(notes, region).items()
        if today - LOOKS_BACK < day <= today
    }
    after = [rating for day, rating in rated.items() if day - DAY in done]
    other = [rating for day, rating in rated.items() if day - DAY not in done]
    if len(after) < FEWEST_WITH or len(other) < FEWEST_WITHOUT:
        return None
    points = round(mean(after) - mean(other), 1)
    return Insight(region, points, len(after), len(other)) if abs(points) >= LEAST else None
