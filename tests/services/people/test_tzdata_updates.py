"""Schedules after a change of time-zone data."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import pytest

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Rule, zone_info
from bot.services.people.tzdata_updates import ZoneData, fingerprint
from bot.services.reminders.schedules import set_rules
from bot.storage.core.database import Database
from tests.builders import a_person, at
from tests.storage.builders import next_of

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
BERLIN = "Europe/Berlin"
LIVES = {PersonId(1): BERLIN, PersonId(2): "Europe/London", PersonId(3): BERLIN}


@pytest.fixture
def moved_berlin(tmp_path: Path) -> Iterator[Path]:
    """A folder of zone data in which Berlin has Tokyo's rules; it is used once searched."""
    file = tmp_path / BERLIN
    file.parent.mkdir()
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    file.write_bytes(tokyo)
    before = zoneinfo.TZPATH
    yield tmp_path
    _search(*map(Path, before))


def _search(*folders: Path) -> None:
    zoneinfo.reset_tzpath(to=[str(each) for each in folders])
    zoneinfo.ZoneInfo.clear_cache()
    zone_info.cache_clear()


async def _people(database: Database) -> None:
    async with database.unit_of_work() as uow:
        for id_, zone in LIVES.items():
            person = a_person(id=id_, zone=zone)
            await uow.people.add(person)
            await set_rules(uow, person, [Rule(at("08:00"))], NOW)
        await uow.commit()


async def _next(database: Database) -> dict[int, tuple[datetime, date]]:
    async with database.unit_of_work() as uow:
        found = {id_: await next_of(uow, id_) for id_ in LIVES}
    return {id_: (each.at, each.date) for id_, each in found.items() if each is not None}


async def test_occurrences_of_a_changed_zone_move_and_others_stay(
    database: Database, moved_berlin: Path
) -> None:
    await _people(database)
    data = ZoneData(database.unit_of_work)
    await data.adopt("2026a")
    before = await _next(database)
    _search(moved_berlin)
    assert await data.adopt("2026b") == 1
    after = await _next(database)
    assert after[2] == before[2]
    day = date(2026, 1, 11)
    tokyo_morning = datetime(2026, 1, 10, 23, tzinfo=UTC)
    assert after[1] == after[3] == (tokyo_morning, day)
    assert before[1] == (datetime(2026, 1, 11, 7, tzinfo=UTC), day)


async def test_a_release_without_changes_moves_nothing(database: Database) -> None:
    await _people(database)
    data = ZoneData(database.unit_of_work)
    await data.adopt("2026a")
    before = await _next(database)
    assert await data.adopt("2026b") == 0
    assert await data.adopt("2026b") == 0
    assert await _next(database) == before


async def test_a_change_takes_effect_only_with_a_new_release(
    database: Database, moved_berlin: Path
) -> None:
    await _people(database)
    data = ZoneData(database.unit_of_work)
    await data.adopt("2026a")
    _search(moved_berlin)
    assert await data.adopt("2026a") == 0


async def test_a_zone_that_no_longer_exists_stops_nobody(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = a_person(id=PersonId(4), zone=BERLIN)
        await uow.people.add(person)
        await set_rules(uow, person, [Rule(at("08:00"))], NOW)
        await uow.people.change(PersonId(4), zone="Atlantis/Capital")
        await uow.commit()
    assert fingerprint("Atlantis/Capital") == ""
    await ZoneData(database.unit_of_work).adopt()
