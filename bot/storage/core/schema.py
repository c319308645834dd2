"""The revision of a database's tables, and upgrading them from any older one."""

from functools import cache
from importlib import resources

from sqlalchemy import Connection, inspect, text

from bot.storage.core.errors import StorageUnavailable
from bot.storage.seen_updates import METADATA

_LOCK = 0x4C696D626572
""""Limber" as a number: the advisory lock in PostgreSQL that lets one copy at a time migrate."""

_VERSION_TABLE = "alembic_version"
"""The table in which Alembic stores the revision."""


@cache
def known() -> frozenset[str]:
    """Every revision that this program knows: `r0007_broadcasts.py` is 0007."""
    files = resources.files("bot.storage.migrations.versions").iterdir()
    return frozenset(each.name[1:5] for each in files if each.name.startswith("r"))


def head() -> str:
    """The revision that this program works with."""
    return max(known())


def revision(connection: Connection) -> str | None:
    """The revision of the existing tables; None if there are none."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608 - our own constant
    return found


def upgrade(connection: Connection, name: str, to: str | None = None) -> None:
    """Create or upgrade the tables, inside the connection's transaction.

    Raises `StorageUnavailable` if a newer Limber or another program created them.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    stored, wanted = revision(connection), to or head()
    if stored == wanted:
        return
    if stored is not None and stored not in known():
        raise StorageUnavailable(
            f"The database {name} was made by a newer Limber: update this one, or use a backup "
            "from before."
        )
    if stored is None and set(METADATA.tables) & set(inspect(connection).get_table_names()):
        raise StorageUnavailable(
            f"The database {name} holds tables of another program: name one of Limber's own."
        )
    from bot.storage.core import migrations_runner

    migrations_runner.upgrade(connection, wanted)
