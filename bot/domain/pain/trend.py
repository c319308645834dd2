"""How the bot reads a person's own numbers (content pack 6.2): medians, or nothing at all.

It says what changed, never why: most sciatica eases in some weeks whatever one does.
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
"""Ratings that a baseline or a week needs; with fewer nothing is said."""

FIRST = 7
"""The baseline is the median of at most so many first ratings."""

POINTS = 2.0
SHARE = 0.3
"""A change counts from 2 points and 30 % of the baseline on (Ostelo 2008)."""

LOW = 3.0
"""A baseline under this has too little room to fall."""

LASTING_DAYS = 2
"""Pain that reaches further down on so many days of a week lasts longer than a day."""


NO_BETTER_FROM, NO_BETTER_TO = timedelta(weeks=4), timedelta(weeks=7)
"""In weeks 4 to 6 no improvement is worth a visit (6.2); later it was said often enough."""


class Change(StrEnum):
    """What two weeks in a row say against the baseline."""

    TOO_FEW = "too-few"
    LOW_START = "low-start"
    SAME = "same"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Trend:
    """The reading of one region: points of 0 to 10, None where there were too few ratings."""

    change: Change
    baseline: float | None = None
    this_week: float | None = None
    week_before: float | None = None


def daily(notes: Iterable[PainNote], region: Region) -> dict[date, float]:
    """One rating a day, in order: the median of that day's scores."""
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
    """Better or worse only when two weeks running say so."""
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
    """Whether the pain reached further down than at the start on two days of the last week."""
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
    """Whether it is time to see somebody: worse, lastingly further down, or no better for weeks."""
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
