"""Back up while the bot runs, and restore into an empty database of either kind."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.backup import archive
from bot.storage.backup.archive import Done, Head
from bot.storage.backup.table_dump import VERSIONS, Tables
from bot.storage.core import database_url, driver_errors, engine, inspection, schema, sqlite_file
from bot.storage.core.database_url import Address
from bot.storage.core.errors import StorageUnavailable
from bot.storage.core.tables import METADATA


async def backup(url: str, path: Path, now: datetime, done: Done) -> Head:
    """Write a snapshot of the whole database to a file; the bot may keep running.

    Raises `StorageUnavailable`, also if the database itself is damaged.
    """
    _expect_free(path)
    address = await inspection.expect_current(url)
    reader = engine.create(address, snapshot=True)
    try:
        async with reader.connect() as connection:
            await inspection.expect_sound(connection, address)
            revision = await connection.run_sync(schema.revision)
            tables = await Tables.found(connection)
            return await archive.write(tables, revision or "", now, path, done)
    except driver_errors.errors() as error:
        raise StorageUnavailable(driver_errors.sentence(address, error)) from error
    finally:
        await reader.dispose()


async def restore(url: str, path: Path, done: Done) -> Head:
    """Load a backup into a database without people, all of it or nothing.

    Raises `StorageUnavailable` if the file is damaged or from a newer Limber, or if the database
    already holds people.
    """
    head = archive.check(path)
    if head.revision not in schema.known():
        raise StorageUnavailable(f"The backup {path} was made by a newer Limber: update this one.")
    address = database_url.read(url)
    if address.file is not None:
        sqlite_file.prepare(address.file)
    writer = engine.create(address, foreign_keys=False)
    try:
        async with writer.begin() as connection:
            await _create_tables(connection, address, head)
            await _fill(connection, address, path, done)
            await connection.run_sync(schema.upgrade, address.name)
        async with writer.connect() as connection:
            await inspection.expect_sound(connection, address)
    except driver_errors.errors() as error:
        raise StorageUnavailable(driver_errors.sentence(address, error)) from error
    finally:
        await writer.dispose()
    return head


def _expect_free(path: Path) -> None:
    if path.exists():
        raise StorageUnavailable(f"The file {path} is there already: name another one.")


async def _create_tables(connection: AsyncConnection, address: Address, head: Head) -> None:
    """Create empty tables of the backup's revision."""
    await connection.run_sync(schema.upgrade, address.name)
    for table in METADATA.sorted_tables:
        if await connection.scalar(select(func.count()).select_from(table)):
            raise StorageUnavailable(
                f"The database {address.name} is not empty: restore into a new one, and name it "
                "with DATABASE_URL or LIMBER_DATA."
            )
    await connection.run_sync(_drop)
    await connection.run_sync(schema.upgrade, address.name, head.revision)


def _drop(connection: Connection) -> None:
    METADATA.drop_all(connection)
    connection.execute(text(f"DROP TABLE {VERSIONS}"))


async def _fill(connection: AsyncConnection, address: Address, path: Path, done: Done) -> None:
    tables = await Tables.found(connection)
    with archive.opened(path) as (head, batches):
        count = 0
        for shape, rows in batches:
            await tables.add(shape, rows)
            count += len(rows)
            done(count, head.rows)
    for shape in head.tables:
        await tables.go_on_from(shape)
    expected = {each.name: each.rows for each in head.tables}
    found = {each.name: each.rows for each in await tables.shapes() if each.name in expected}
    broken = address.file and (await connection.execute(text("PRAGMA foreign_key_check"))).first()
    if found != expected or broken:
        raise StorageUnavailable(f"The backup {path} does not fit together; nothing was changed.")
