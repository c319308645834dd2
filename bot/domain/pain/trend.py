"""Trends in a person's pain scores: medians, or no statement if there are too few ratings.

It says what changed, never why: most sciatica eases within weeks whatever one does.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from bot.domain.pain.notes import PainNote, Reach, Region

WEEK = timedelta(days=7)
FEWEST = 3
"""The fewest ratings for a baseline or a weekly median; with fewer there is no statement."""

FIRST = 7
"""The baseline is the median of at most this many first ratings."""

POINTS = 2.0
SHARE = 0.3
"""A change counts if it is at least 2 points and 30 % of the baseline (Ostelo 2008)."""

LOW = 3.0
"""A baseline below this cannot fall far enough to count as better."""

LASTING_DAYS = 2
"""Pain that reaches further down on this many days of a week lasts longer than a day."""


NO_BETTER_FROM, NO_BETTER_TO = timedelta(weeks=4), timedelta(weeks=7)
"""No improvement in weeks 4 to 6 is a reason to see somebody; later it was said often enough."""


class Change(StrEnum):
    """How two consecutive weeks compare with the baseline."""

    TOO_FEW = "too-few"
    LOW_START = "low-start"
    SAME = "same"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of one region: medians from 0 to 10, None where there are too few ratings."""

    change: Change
    baseline: float | None = None
    this_week: float | None = None
    week_before: float | None = None


def daily(notes: Iterable[PainNote], region: Region) -> dict[date, float]:
    """One rating per day, in date order: the median of that day's scores."""
    days: dict[date, list[int]] = defaultdict(list)
    for note in notes:
        score = note.score(region)
        if score is not None:
            days[note.day].append(score)
    return {day: float(median(days[day])) for day in sorted(days)}


def baseline(notes: Iterable[PainNote], region: Region) -> float | None:
    """The median of the first 3 to 7 ratings; None with fewer."""
    first = list(daily(notes, region).values())[:FIRST]
    return float(median(first)) if len(first) >= FEWEST else None


def weekly(notes: Iterable[PainNote], region: Region, last: date) -> float | None:
    """The median of the seven days that end with `last`; None with fewer than 3 ratings."""
    week = [rating for day, rating in daily(notes, region).items() if last - WEEK < day <= last]
    return float(median(week)) if len(week) >= FEWEST else None


def trend(notes: Iterable[PainNote], region: Region, today: date) -> Trend:
    """Better or worse only if two consecutive weeks agree."""
    kept = tuple(notes)
    start = baseline(kept, region)
    this, before = weekly(kept, region, today), weekly(kept, region, today - WEEK)
    return Trend(_change(start, this, before), start, this, before)


def _change(start: float | None, this: float | None, before: float | None) -> Change:
    if start is None or this is None or before is None:
        return Change.TOO_FEW
    if min(this, before) - start >= POINTS:
        return Change.WORSE
    if start < LOW:
        return Change.LOW_START
    fall = start - max(this, before)
    return Change.BETTER if fall >= max(POINTS, SHARE * start) else Change.SAME


def lasts_further_down(notes: Iterable[PainNote], today: date) -> bool:
    """Whether pain reached further down than at the start on two of the last seven days."""
    reached: dict[date, Reach] = {}
    for note in sorted(notes, key=lambda each: each.at):
        if note.reach is not None:
            known = reached.get(note.day, note.reach)
            reached[note.day] = max(known, note.reach, key=lambda each: each.depth)
    start = _starting_depth([reached[day] for day in sorted(reached)])
    if start is None:
        return False
    deeper = [
        day for day, reach in reached.items() if today - WEEK < day <= today and reach.depth > start
    ]
    return len(deeper) >= LASTING_DAYS


def is_time_for_help(notes: Iterable[PainNote], today: date) -> bool:
    """Whether to see a doctor: worse, lastingly further down, or no better for weeks."""
    kept = tuple(notes)
    if not kept:
        return False
    changes = {trend(kept, region, today).change for region in Region}
    if Change.WORSE in changes or lasts_further_down(kept, today):
        return True
    since = today - min(note.day for note in kept)
    is_long = NO_BETTER_FROM <= since < NO_BETTER_TO
    return is_long and Change.SAME in changes and Change.BETTER not in changes


def _starting_depth(reached: Sequence[Reach]) -> float | None:
    first = [reach.depth for reach in reached[:FIRST]]
    return median(first) if len(first) >= FEWEST else None
