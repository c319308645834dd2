"""Fixtures for all tests: pinned time-zone data, and empty databases on request.

Ask for `database_url`, or for `database` when it should be open already; the test then runs twice,
on SQLite and on PostgreSQL. `bare_url` is for the few that create the tables themselves.
"""

import asyncio
import os
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.storage.core.database import Database
from tests import ready
from tests.postgres_server import NoServer, running

# As `bot.cli.main` does: pinned time-zone data, and the library's switch to timedelta.
zoneinfo.reset_tzpath(to=())
os.environ.setdefault("PTB_TIMEDELTA", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`.ci/run` asks for `--whole`, and `make test-all` for `--all`."""
    parser.addoption("--whole", action="store_true", help="run what is usually run in part")
    parser.addoption("--all", action="store_true", help="run that, and the long tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the rest of what is run in part, and tests that take minutes, unless asked for."""
    if config.getoption("--all"):
        return
    left_out = {"long"} if config.getoption("--whole") else {"long", "rest"}
    kept = [item for item in items if left_out.isdisjoint(m.name for m in item.iter_markers())]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server without a database; skips where it cannot run, fails in CI."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running())
        except NoServer as error:
            if os.environ.get("CI") == "true":
                pytest.fail(str(error), pytrace=False)
            pytest.skip(str(error))
        yield url


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: str) -> str:
    """The URL of a database on that server with all tables; they may have rows."""
    return asyncio.run(_with_tables(postgresql_server))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with all tables and no rows."""
    if request.param == "sqlite":
        ready.put_tables(tmp_path / "limber.db")
        return f"sqlite:///{tmp_path / 'limber.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def postgresql_url(postgresql_tables: str) -> str:
    """The same for tests that need PostgreSQL."""
    asyncio.run(ready.empty_tables(postgresql_tables))
    return postgresql_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    server = request.getfixturevalue("postgresql_server")
    url = f"{server}/postgres"
    asyncio.run(wiped(url))
    return url


async def _with_tables(server: str) -> str:
    url = f"{server}/limber"
    connection = await asyncpg.connect(f"{server}/postgres")
    await connection.execute("CREATE DATABASE limber")
    await connection.close()
    await (await Database.open(url)).close()
    return url


async def wiped(url: str) -> None:
    """Drop everything in a database. Ends other connections: a failed test may hold a lock."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() "
            "AND datname = current_database();"
            "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        )
    finally:
        await connection.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with all tables and no rows."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()
