"""Pictures of progress as values, drawn off the event loop and kept while they stay the same."""

import asyncio
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

from bot.domain.people import PersonId
from bot.domain.streak import Mark

_ONE_AT_A_TIME = threading.Lock()
"""matplotlib shares its font cache between figures and is not safe in several threads."""

KEPT = 200
"""Pictures that are remembered; each is a few kilobytes."""


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """The last weeks day by day; words stand beside the marks that they explain."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[str, ...]
    marks: tuple[tuple[Mark, str], ...]
    days: tuple[tuple[date, Mark], ...]
    today: date


@dataclass(frozen=True, slots=True)
class PainCurve:
    """Ratings of 0 to 10 by day, and medians of weeks as (first day, last day, median)."""

    name: str
    days: tuple[tuple[date, float], ...]
    medians: tuple[tuple[date, date, float], ...]
    baseline: float | None


@dataclass(frozen=True, slots=True)
class PainPicture:
    """One panel a curve over the same weeks, and the days with a session below."""

    title: str
    note: str
    sessions_word: str
    first: date
    today: date
    weeks: tuple[tuple[date, str], ...]
    curves: tuple[PainCurve, ...]
    sessions: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class MinutesPicture:
    """Minutes by week, the newest last."""

    title: str
    note: str
    weeks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ExercisesPicture:
    """How often an exercise was done, made easier, skipped, and hurt."""

    title: str
    outcomes: tuple[str, str, str, str]
    rows: tuple[tuple[str, tuple[int, int, int, int]], ...]


@dataclass(frozen=True, slots=True)
class EmptyPicture:
    """A card that says why there is nothing to draw yet."""

    title: str
    note: str


Picture = CalendarPicture | PainPicture | MinutesPicture | ExercisesPicture | EmptyPicture


@dataclass(frozen=True, slots=True)
class Report:
    """One page for a clinician: figures as (name, value), and at most four pictures."""

    title: str
    period: str
    facts: tuple[tuple[str, str], ...]
    cards: tuple[Picture, ...]
    disclaimer: str


@dataclass(slots=True)
class Charts:
    """Draws, and remembers for each person the picture of each kind that was drawn last."""

    _drawn: OrderedDict[tuple[PersonId, type[Picture]], tuple[Picture, bytes]] = field(
        default_factory=OrderedDict
    )

    async def draw(self, person: PersonId, picture: Picture) -> bytes:
        """A PNG of at most 60 KB. It is drawn in a thread: that takes longer than a tick."""
        key = (person, type(picture))
        known = self._drawn.get(key)
        if known is None or known[0] != picture:
            known = (picture, await asyncio.to_thread(_png, picture))
        self._drawn[key] = known
        self._drawn.move_to_end(key)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return known[1]

    async def page(self, report: Report) -> bytes:
        """The report as a PDF, drawn in a thread; it is not remembered."""
        return await asyncio.to_thread(_pdf, report)

    def forget(self, person: PersonId) -> None:
        """Drop every picture of that person."""
        for key in [key for key in self._drawn if key[0] == person]:
            del self._drawn[key]

    def holds(self, person: PersonId) -> bool:
        """Whether anything of that person is remembered."""
        return any(key[0] == person for key in self._drawn)


def warm_up() -> None:
    """Import what draws, ahead of the first picture."""
    import bot.chat.drawings.pictures  # noqa: F401, PLC0415 - see `_png`


def _png(picture: Picture) -> bytes:
    # matplotlib takes a second to import: a bot that starts again must answer at once.
    from bot.chat.drawings import pictures  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        return pictures.png(picture)


def _pdf(page: Report) -> bytes:
    from bot.chat.drawings import report  # noqa: PLC0415 - as above

    with _ONE_AT_A_TIME:
        return report.pdf(page)
