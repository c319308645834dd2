"""Pages with pictures: how long others wait meanwhile, and how long the loop is blocked."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from telegram import Update

from bot.app import Limber
from bot.chat.charts.chart_cache import Charts
from bot.domain.people.person import PersonId
from tests.bench import history
from tests.bench.delivery import NO_LIMIT, a_limber
from tests.bench.server import expecting
from tests.bench.updates import a_press, a_text
from tests.builders import a_person
from tests.chat.drawn import PICTURES, REPORT
from tests.storage.builders import keep

CROWD = 20
YEARS = 3
FIRST_READER, FIRST_TAPPER = 2_000, 9_000
TAPPERS = 40
BETWEEN_TAPS = 0.02


async def taps_beside_pages(url: str) -> list[float]:
    """Milliseconds from a press of Start to the card while a crowd asks for /progress; sorted."""
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        limber = await a_limber(url, Path(folder), NO_LIMIT)
        for number in range(CROWD):
            await history.keep(limber.database, YEARS * history.YEAR, FIRST_READER + number)
        tappers = range(FIRST_TAPPER, FIRST_TAPPER + TAPPERS)
        people = (a_person(id=PersonId(each), zone="Etc/UTC") for each in tappers)
        await keep(limber.database, *people)
        await _handle(limber, a_press(tappers[0], "o:today:"))  # connections, pictures
        try:
            async with expecting(url, sendPhoto=CROWD):
                return sorted(await _taps(limber, tappers[1:]))
        finally:
            await limber.stop()


async def _taps(limber: Limber, tappers: range) -> list[float]:
    asked = (a_text(FIRST_READER + number, "/progress") for number in range(CROWD))
    pages = [asyncio.create_task(_handle(limber, each)) for each in asked]
    took: list[float] = []
    for person in tappers:
        await asyncio.sleep(BETWEEN_TAPS)
        if all(page.done() for page in pages):
            break
        took.append(await _handle(limber, a_press(person, "o:today:")))
    await asyncio.gather(*pages)
    return took


async def _handle(limber: Limber, update: dict[str, Any]) -> float:
    """Handle an update as the whole bot does: milliseconds."""
    began = perf_counter()
    await limber.app.process_update(Update.de_json(update, limber.app.bot))
    return (perf_counter() - began) * 1000


async def stall_while_drawing() -> tuple[float, float]:
    """The longest block of the loop while charts and a PDF were drawn, in milliseconds.

    First of twenty charts at once, then of a PDF.
    """
    charts = Charts()
    await charts.page(REPORT)
    drawn = (charts.draw(PersonId(each), PICTURES[each % len(PICTURES)]) for each in range(CROWD))
    try:
        return await worst_stall(asyncio.gather(*drawn)), await worst_stall(charts.page(REPORT))
    finally:
        await charts.close()


async def worst_stall(work: Awaitable[object]) -> float:
    """The longest block of the loop during the work, in milliseconds."""
    async with _watched() as late:
        await work
    return max(late)


@asynccontextmanager
async def _watched() -> AsyncIterator[list[float]]:
    late = [0.0]

    async def watch() -> None:
        while True:
            asked = perf_counter()
            await asyncio.sleep(0.001)
            late.append((perf_counter() - asked - 0.001) * 1000)

    watching = asyncio.create_task(watch())
    try:
        yield late
    finally:
        watching.cancel()
