"""Create and change the tables with Alembic, which is imported only when there is work to do."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config() -> Config:
    """The Alembic configuration; it finds the revisions in a checkout and in an installed wheel."""
    found = Config()
    found.set_main_option("script_location", "bot.storage:migrations")
    return found


def upgrade(connection: Connection, to: str) -> None:
    """Upgrade the tables to a revision, inside the connection's transaction."""
    alembic = config()
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, to)
