"""Pages to look at, while somebody else's change is being kept."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.services import container
from bot.services.container import Services
from bot.storage.core.database import Database
from tests.builders import READING, a_person
from tests.services.fakes import LIBRARY, Clock
from tests.storage.builders import keep

PATIENCE = 20
"""Seconds after which a page waits for ever."""

PERSON = a_person()
PAGES: dict[str, Callable[[Services], Awaitable[object]]] = {
    "/streak": lambda services: services.progress.calendar(PERSON),
    "/progress": lambda services: services.overviews.of(PERSON),
    "/export": lambda services: services.exports.of(PERSON),
    "/fill": lambda services: services.logbook.to_fill(PERSON),
    "/metrics": lambda services: services.statistics.pulse(),
}


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_waits_for_nobody_who_writes(database: Database, page: str) -> None:
    await keep(database, PERSON)
    unit, read = database.unit_of_work, database.reading
    services = container.build(unit, Clock(), LIBRARY, READING, read=read)
    async with asyncio.timeout(PATIENCE), database.unit_of_work() as uow:
        await uow.people.change(PERSON.id, first_name="Anna")
        await PAGES[page](services)
