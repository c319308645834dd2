"""Bringing the tables of a database up to date, whatever it held before."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.storage.broadcast_tables import METADATA
from bot.storage.errors import StorageUnavailable

_LOCK = 0x4C696D626572
""""Limber" as a number: the PostgreSQL lock under which one copy migrates and the others wait."""


def config() -> Config:
    """Where Alembic finds the revisions, in a checkout and in an installed wheel alike."""
    found = Config()
    found.set_main_option("script_location", "bot.storage:migrations")
    return found


def known() -> frozenset[str]:
    """Every revision that this program can make."""
    scripts = ScriptDirectory.from_config(config())
    return frozenset(each.revision for each in scripts.walk_revisions())


def head() -> str:
    """The revision that this program works with."""
    newest = ScriptDirectory.from_config(config()).get_current_head()
    if newest is None:
        raise RuntimeError("the program came without its revisions")
    return newest


def revision(connection: Connection) -> str | None:
    """The revision of the tables that are there; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, name: str, to: str = "head") -> None:
    """Create or change the tables, inside the transaction of the connection.

    Raises `StorageUnavailable` when a newer Limber made them, or another program did.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    alembic = config()
    stored = set(MigrationContext.configure(connection).get_current_heads())
    if stored - known():
        raise StorageUnavailable(
            f"The database {name} was made by a newer Limber: update this one, or use a backup "
            "from before."
        )
    if not stored and set(METADATA.tables) & set(inspect(connection).get_table_names()):
        raise StorageUnavailable(
            f"The database {name} holds tables of another program: name one of Limber's own."
        )
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, to)
