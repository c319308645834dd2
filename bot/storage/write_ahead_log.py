"""Empty SQLite's write-ahead log, which keeps deleted data until then."""

import logging
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

log = logging.getLogger(__name__)

_WANTED = "empty the write-ahead log"


def empty_after(connection: AsyncConnection) -> None:
    """Empty the log after the next commit. Does nothing unless the database is SQLite."""
    if connection.dialect.name == "sqlite":
        connection.info[_WANTED] = True


async def empty_if_wanted(connection: AsyncConnection) -> None:
    """Empty the log, right after a commit. Waits for readers as long as for a lock."""
    if not connection.info.pop(_WANTED, False):
        return
    driver: Any = (await connection.get_raw_connection()).driver_connection
    ((is_busy, *_),) = await driver.run(
        lambda raw: raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    )
    if is_busy:
        log.warning("the database is being read for long: what was deleted stays in its log")
