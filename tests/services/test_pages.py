"""Pages that only read do not wait for a concurrent write."""

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
"""Seconds after which a page counts as blocked."""

PERSON = a_person()
PAGES: dict[str, Callable[[Services], Awaitable[object]]] = {
    "/streak": lambda services: services.progress.calendar(PERSON),
    "/progress": lambda services: services.overviews.of(PERSON),
    "/export": lambda services: services.exports.of(PERSON),
    "/fill": lambda services: services.logbook.to_fill(PERSON),
    "/metrics": lambda services: services.statistics.live(),
}


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_does_not_wait_for_a_writer(database: Database, page: str) -> None:
    await keep(database, PERSON)
    unit, read = database.unit_of_work, database.reading
    services = container.build(unit, Clock(), LIBRARY, READING, read=read)
    async with asyncio.timeout(PATIENCE), database.unit_of_work() as uow:
        await uow.people.change(PERSON.id, first_name="Anna")
        await PAGES[page](services)
