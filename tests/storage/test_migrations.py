"""Migrations from an empty database or any older revision give the tables of `tables.py`."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Connection, Date, DateTime, column, table, text

from bot.domain.routines.item_json import to_plain
from bot.domain.session.session import Ending, SessionId
from bot.storage.core import database_url, engine, migrations_runner, schema
from bot.storage.core.database import Database
from bot.storage.core.errors import StorageUnavailable, VersionConflict
from bot.storage.core.tables import METADATA
from tests.storage.builders import ADA, BEN, NOW, a_person, a_session, keep

SOON = NOW + timedelta(seconds=5)
_MOMENT = DateTime(timezone=True)
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
    """Run `work` with a plain connection."""
    raw = engine.create(database_url.read(url))
    try:
        async with raw.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await raw.dispose()


async def _opened(url: str) -> None:
    await (await Database.open(url)).close()


async def test_an_empty_database_gets_every_table(bare_url: str) -> None:
    await _opened(bare_url)

    def difference(connection: Connection) -> Any:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)

    assert await _in(bare_url, difference) == []


async def test_migrated_tables_have_the_same_constraints(bare_url: str) -> None:
    """Alembic compares neither check constraints nor the conditions of partial indexes."""
    await _opened(bare_url)

    def compare(connection: Connection) -> None:
        migrated = _dump(connection)
        METADATA.drop_all(connection)
        for index in (each for kept in METADATA.sorted_tables for each in kept.indexes):
            options = index.dialect_options  # they are declared for one database; see `columns`
            options["postgresql"]["where"] = options["sqlite"]["where"]
        METADATA.create_all(connection)
        assert migrated == _dump(connection)

    await _in(bare_url, compare)


async def test_opening_again_changes_nothing(bare_url: str) -> None:
    database = await Database.open(bare_url)
    await keep(database, a_person())
    await database.close()
    again = await Database.open(bare_url)
    async with again.unit_of_work() as uow:
        assert await uow.people.get(ADA) == a_person()
    await again.close()


async def test_a_database_without_a_revision_is_migrated(bare_url: str) -> None:
    await _in(
        bare_url,
        lambda connection: connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        ),
    )
    await _opened(bare_url)
    heads = await _in(bare_url, lambda each: MigrationContext.configure(each).get_current_heads())
    assert heads == tuple(ScriptDirectory.from_config(migrations_runner.config()).get_heads())


@pytest.mark.parametrize("bare_url", ["postgresql"], indirect=True)
async def test_copies_that_start_at_the_same_time_migrate_once(bare_url: str) -> None:
    async with asyncio.timeout(30), asyncio.TaskGroup() as copies:
        for _ in range(4):
            copies.create_task(_opened(bare_url))


async def test_a_database_of_a_newer_program_is_refused(bare_url: str) -> None:
    await _opened(bare_url)
    await _in(
        bare_url,
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='9'")),
    )
    with pytest.raises(StorageUnavailable, match=r"newer Limber: update this one") as caught:
        await Database.open(bare_url)
    assert str(caught.value).count("\n") == 0


async def test_tables_of_another_program_are_left_alone(bare_url: str) -> None:
    await _in(
        bare_url, lambda connection: connection.execute(text("CREATE TABLE people (x INTEGER)"))
    )
    with pytest.raises(StorageUnavailable, match="tables of another program"):
        await Database.open(bare_url)
    rows = await _in(
        bare_url, lambda connection: connection.execute(text("SELECT x FROM people")).all()
    )
    assert rows == []


def test_revisions_are_linear_and_name_their_files() -> None:
    scripts = ScriptDirectory.from_config(migrations_runner.config())
    assert scripts.get_heads() == [schema.head()]
    assert {each.revision for each in scripts.walk_revisions()} == schema.known()


def test_a_start_without_a_migration_does_not_import_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    program = (
        "import asyncio, sys\n"
        "from bot.storage.core.database import Database\n"
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


async def test_of_two_active_sessions_the_one_with_most_progress_is_kept(
    bare_url: str,
) -> None:
    """Two processes had begun a session at the same time."""
    sessions = table(
        "workouts",
        *map(column, ("id", "person_id", "routine", "item", "segment", "still", "ending")),
        *(column(name, _MOMENT) for name in ("began_at", "segment_at", "item_at", "still_at")),
        column("next_change_at", _MOMENT),
        column("day", Date),
        column("items", JSON),
        column("version"),
    )
    rows = (
        (1, ADA, 0, 4, None, None),
        (2, ADA, 1, 0, None, None),  # the most progress
        (3, ADA, 0, 0, "paused", None),
        (4, BEN, 0, 0, None, None),  # the only one
        (5, BEN, 9, 9, None, "finished"),
    )

    def before(connection: Connection) -> None:
        alembic = migrations_runner.config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0012")
        for person in (ADA, BEN):
            connection.execute(
                text(
                    "INSERT INTO people (id, first_name, language, zone, day_starts, places,"
                    " equipment, bending, health, reachable) VALUES"
                    " (:id, 'A', 'en', 'UTC', 180, '', '', 'unclear', '', :yes)"
                ),
                {"id": person, "yes": True},
            )
        shared = {"routine": "starter", "day": NOW.date(), "version": 7}
        shared |= {"items": [to_plain(each) for each in a_session().items]}
        shared |= {"began_at": NOW, "item_at": NOW, "segment_at": SOON, "next_change_at": SOON}
        for number, of, item, segment, still, ending in rows:
            own: dict[str, Any] = {"id": number, "person_id": of, "item": item, "segment": segment}
            own |= {"still": still, "still_at": NOW if still else None, "ending": ending}
            connection.execute(sessions.insert().values(shared | own))

    await _in(bare_url, before)
    database = await Database.open(bare_url)
    async with database.unit_of_work() as uow:
        first, second, third, fourth = [
            await uow.sessions.get(SessionId(number)) for number, *_ in rows[:4]
        ]
        assert await uow.sessions.active(ADA) == second
        assert await uow.sessions.active(BEN) == fourth
        assert first is not None
        assert third is not None
        assert (first.ending, first.ended_at, first.version) == (Ending.LEFT, SOON, 8)
        assert (third.ending, third.ended_at, third.still) == (Ending.LEFT, NOW, None)
        assert first.end_was_shown, "its end is not shown again"
        assert (await uow.sessions.due(SOON, 10)).keys() == {2, 4, 5}
        with pytest.raises(VersionConflict):
            await uow.sessions.add(a_session(), NOW)
    await database.close()
