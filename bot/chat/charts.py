"""Pictures of progress, drawn off the event loop."""

import asyncio
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.streak import Mark

_ONE_AT_A_TIME = threading.Lock()
"""matplotlib shares its font cache between figures and is not safe in several threads."""

Days = tuple[tuple[date, Mark], ...]


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The few words in the picture, in the person's language."""

    title: str
    weekdays: tuple[str, ...]
    marks: Mapping[Mark, str]
    weeks: tuple[str, ...]


async def calendar(days: Days, today: date, words: ChartWords) -> bytes:
    """The five-week calendar as a PNG, drawn in a thread: it takes longer than a tick."""
    return await asyncio.to_thread(_calendar, days, today, words)


def warm_up() -> None:
    """Import what draws, ahead of the first picture."""
    import bot.chat.drawings.calendar  # noqa: F401, PLC0415 - see `_calendar`


def _calendar(days: Days, today: date, words: ChartWords) -> bytes:
    # matplotlib takes a second to import: a bot that starts again must answer at once.
    from bot.chat.drawings import calendar  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        return calendar.draw(days, today, words)
