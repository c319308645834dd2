"""Making and changing the tables with Alembic, which is loaded when there is something to do."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config() -> Config:
    """Where Alembic finds the revisions, in a checkout and in an installed wheel alike."""
    found = Config()
    found.set_main_option("script_location", "bot.storage:migrations")
    return found


def upgrade(connection: Connection, to: str) -> None:
    """Bring the tables to a revision, inside the transaction of the connection."""
    alembic = config()
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, to)
