"""Create and check the SQLite file, and empty its write-ahead log, which keeps deleted data."""

import contextlib
import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

log = logging.getLogger(__name__)

_OWNER_ONLY = 0o700
_OWNER_ONLY_FILE = 0o600
_WANTED = "empty the write-ahead log"


def prepare(file: Path) -> None:
    """Create the file, for its owner only: it holds health data. Raises as `probe` does."""
    make_folder(file.parent)
    file.touch(mode=_OWNER_ONLY_FILE)
    for each in (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm"))):
        _restrict(each, _OWNER_ONLY_FILE)
    probe(file)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, for their owner only.

    Raises `OSError`: `FileExistsError` or `NotADirectoryError` if a file is in the way.
    """
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)


def close_folder(folder: Path) -> None:
    """Restrict Limber's folder to its owner, even if an older Limber created it.

    The current directory, the home directory and their parents are left as they are, because they
    hold the user's other work.
    """
    here = (Path.cwd(), Path.home())
    found = folder.resolve()
    if not any(found == each or found in each.parents for each in here):
        _restrict(found, _OWNER_ONLY)


def _restrict(path: Path, mode: int) -> None:
    # Another owner, or a file system without modes: this process cannot change it.
    with contextlib.suppress(PermissionError, FileNotFoundError):
        if path.stat().st_mode & 0o077:
            path.chmod(mode)


def probe(file: Path) -> None:
    """Raise if an existing file cannot be used: `PermissionError` or `sqlite3.Error`.

    This does not use the asynchronous driver: a failed connection leaves its thread running,
    which may report an error after the event loop has closed.
    """
    # SQLite opens a read-only file without an error, and fails at the first write.
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            raise PermissionError(path)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA schema_version")


def is_there(file: Path) -> bool:
    """Whether the file exists and can be used. Raises if it cannot be used or created."""
    if file.exists():
        probe(file)
        return True
    nearest = next(each for each in file.absolute().parents if each.exists())
    if not nearest.is_dir():
        raise NotADirectoryError(nearest)
    if not os.access(nearest, os.W_OK):
        raise PermissionError(nearest)
    return False


def empty_log_after(connection: AsyncConnection) -> None:
    """Empty the write-ahead log after the next commit. Does nothing without SQLite."""
    if connection.dialect.name == "sqlite":
        connection.info[_WANTED] = True


async def empty_log_if_wanted(connection: AsyncConnection) -> None:
    """Empty the log, right after a commit. Waits for readers as long as for a lock."""
    if not connection.info.pop(_WANTED, False):
        return
    if await connection.run_sync(_is_busy_after_emptying):
        log.warning("the database is being read for long: what was deleted stays in its log")


def _is_busy_after_emptying(connection: Connection) -> bool:
    cursor = connection.connection.cursor()  # SQLAlchemy's own methods would begin a transaction
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (row,) = cursor.fetchall()
    cursor.close()
    return bool(row[0])
