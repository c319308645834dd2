"""The tables, from nothing and from any older state, are what `tables.py` says."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage import addresses, engine, migrating, schema
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.storage.tables import METADATA
from tests.storage.builders import ADA, a_person, keep

_SQLITE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
_POSTGRESQL = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    (
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY 1"
    ),
    (
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM "
        "information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
    ),
)


async def _in(url: str, work: Any) -> Any:
    """Do something with a plain connection."""
    raw = engine.create(addresses.read(url))
    try:
        async with raw.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await raw.dispose()


async def _opened(url: str) -> None:
    await (await Database.open(url)).close()


async def test_an_empty_database_gets_every_table(database_url: str) -> None:
    await _opened(database_url)

    def difference(connection: Connection) -> Any:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)

    assert await _in(database_url, difference) == []


async def test_migrated_tables_are_the_same_to_the_last_condition(database_url: str) -> None:
    """Alembic compares neither checks nor the conditions of partial indexes."""
    await _opened(database_url)

    def compare(connection: Connection) -> None:
        migrated = _dump(connection)
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        assert migrated == _dump(connection)

    await _in(database_url, compare)


async def test_opening_again_changes_nothing(database_url: str) -> None:
    database = await Database.open(database_url)
    await keep(database, a_person())
    await database.close()
    again = await Database.open(database_url)
    async with again.unit_of_work() as uow:
        assert await uow.people.get(ADA) == a_person()
    await again.close()


async def test_a_database_from_before_the_first_revision_is_brought_up(database_url: str) -> None:
    await _in(
        database_url,
        lambda connection: connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        ),
    )
    await _opened(database_url)
    heads = await _in(
        database_url, lambda each: MigrationContext.configure(each).get_current_heads()
    )
    assert heads == tuple(ScriptDirectory.from_config(migrating.config()).get_heads())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_copies_that_start_at_once_migrate_once(database_url: str) -> None:
    async with asyncio.timeout(30), asyncio.TaskGroup() as copies:
        for _ in range(4):
            copies.create_task(_opened(database_url))


async def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    await _opened(database_url)
    await _in(
        database_url,
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='9'")),
    )
    with pytest.raises(StorageUnavailable, match=r"newer Limber: update this one") as caught:
        await Database.open(database_url)
    assert str(caught.value).count("\n") == 0


async def test_tables_of_another_program_are_left_alone(database_url: str) -> None:
    await _in(
        database_url, lambda connection: connection.execute(text("CREATE TABLE people (x INTEGER)"))
    )
    with pytest.raises(StorageUnavailable, match="tables of another program"):
        await Database.open(database_url)
    rows = await _in(
        database_url, lambda connection: connection.execute(text("SELECT x FROM people")).all()
    )
    assert rows == []


def test_revisions_form_one_line_and_their_files_are_named_after_them() -> None:
    scripts = ScriptDirectory.from_config(migrating.config())
    assert scripts.get_heads() == [schema.head()]
    assert {each.revision for each in scripts.walk_revisions()} == schema.known()


def test_a_start_without_a_migration_does_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    program = (
        "import asyncio, sys\n"
        "from bot.storage.database import Database\n"
        "async def main():\n"
        f"    await (await Database.open({url!r})).close()\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    said = [
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert [each.stdout.strip() for each in said] == ["True", "False"]


def _dump(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "postgresql":
        found = [row for query in _POSTGRESQL for row in connection.execute(text(query))]
    else:
        found = list(connection.execute(text(_SQLITE)))
    plain = [tuple(" ".join(str(cell).split()) for cell in row) for row in found]
    return [row for row in plain if not any("alembic" in cell for cell in row)]
