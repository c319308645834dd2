"""What is expensive to create: created once a test run, then shared or copied.

pytest-xdist runs several processes; each of them creates its own.
"""

import tempfile
from functools import cache
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import create_engine

from bot.content.folder import find_folder
from bot.content.parsed_cache import Content, load_cached
from bot.storage.core import schema

_EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
AND datname = current_database() AND backend_type = 'client backend';
SET session_replication_role = replica; -- in any order
DO $$ DECLARE name text; BEGIN
FOR name IN SELECT tablename FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
LOOP EXECUTE format('DELETE FROM %I', name); END LOOP; END $$;
SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
"""


@cache
def shipped() -> Content:
    """The content that ships. It is immutable, so all tests share it."""
    return load_cached(find_folder())


def put_tables(file: Path) -> None:
    """Create an SQLite file with all tables and no rows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_with_tables())


@cache
def _with_tables() -> bytes:
    with tempfile.TemporaryDirectory(prefix="limber-tables-") as folder:
        file = Path(folder) / "limber.db"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            schema.upgrade(connection, str(file))
        engine.dispose()
        return file.read_bytes()


async def empty_tables(url: str) -> None:
    """Take every row out of a PostgreSQL database, and let it count from 1 again.

    Much quicker than TRUNCATE, which makes new files. A test that failed may have left a lock.
    """
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_EMPTY)
    finally:
        await connection.close()
