"""Inspect a database without changing it: whether it answers, and which tables it holds."""

import time
import zoneinfo
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.core import database_url, driver_errors, engine, schema, sqlite_file
from bot.storage.core.database_url import Address
from bot.storage.core.errors import StorageUnavailable
from bot.storage.core.tables import PEOPLE


class Standing(Enum):
    """How the tables compare with the revisions that this program knows."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


@dataclass(frozen=True, slots=True)
class Checkup:
    """The result. `seconds` is how long the first answer took; `file` is set for SQLite only."""

    name: str
    standing: Standing
    revision: str | None = None
    seconds: float = 0.0
    file: Path | None = None
    lost_zones: tuple[str, ...] = ()


async def look(url: str, *, thorough: bool = False) -> Checkup:
    """Inspect the database. Raises `StorageUnavailable` if it cannot be used as it is.

    `thorough` also checks a SQLite file for damage, and looks for unknown time zones.
    """
    address = database_url.read(url)
    try:
        if address.file is not None and not sqlite_file.is_there(address.file):
            return Checkup(address.name, Standing.NONE, file=address.file)
        return await _read(address, thorough=thorough)
    except driver_errors.errors() as error:
        raise StorageUnavailable(driver_errors.sentence(address, error)) from error


async def expect_current(url: str) -> Address:
    """The address of a database whose tables are up to date.

    Otherwise raises `StorageUnavailable`, whose message says what to do.
    """
    found = await look(url)
    match found.standing:
        case Standing.CURRENT:
            return database_url.read(url)
        case Standing.NONE:
            raise StorageUnavailable(f"There is nothing in {found.name} yet: start Limber first.")
        case Standing.OLDER:
            raise StorageUnavailable(
                f"The tables in {found.name} are of an older Limber: start this one first."
            )
        case Standing.NEWER:
            raise StorageUnavailable(
                f"The database {found.name} was made by a newer Limber: update this one."
            )


async def expect_sound(connection: AsyncConnection, address: Address) -> None:
    """Check the whole SQLite file. Raises `StorageUnavailable` if it is damaged."""
    if address.file is None:
        return
    if await connection.scalar(text("PRAGMA integrity_check")) != "ok":
        raise StorageUnavailable(
            f"The database file {address.name} is damaged: put a backup in its place."
        )


async def _read(address: Address, *, thorough: bool) -> Checkup:
    reader = engine.create(address, snapshot=True)
    try:
        began = time.monotonic()
        async with reader.connect() as connection:
            revision = await connection.run_sync(schema.revision)
            seconds = time.monotonic() - began
            standing = _standing(revision)
            lost: tuple[str, ...] = ()
            if thorough:
                await expect_sound(connection, address)
                lost = await _lost_zones(connection) if standing is Standing.CURRENT else ()
    finally:
        await reader.dispose()
    return Checkup(address.name, standing, revision, seconds, address.file, lost)


def _standing(revision: str | None) -> Standing:
    if revision is None:
        return Standing.NONE
    if revision not in schema.known():
        return Standing.NEWER
    return Standing.CURRENT if revision == schema.head() else Standing.OLDER


async def _lost_zones(connection: AsyncConnection) -> tuple[str, ...]:
    zones = await connection.scalars(select(PEOPLE.c.zone).distinct())
    return tuple(sorted(set(zones) - zoneinfo.available_timezones()))
