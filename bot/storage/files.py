"""The SQLite file: made, and looked at before the driver does."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def prepare(file: Path) -> None:
    """Make the file, for its owner only: it will hold health data. Raises what is wrong with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    probe(file)


def probe(file: Path) -> None:
    """Raises what is wrong with a file that is there.

    Looking first, without the asynchronous driver: when that fails to connect it leaves a thread
    behind, which may still speak up when the event loop has closed.
    """
    # SQLite itself opens a read-only file without a word, and fails at the first answer.
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            raise PermissionError(path)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA schema_version")


def is_there(file: Path) -> bool:
    """Whether it exists and can be used. Raises what is wrong, also where it could not be made."""
    if file.exists():
        probe(file)
        return True
    nearest = next(each for each in file.absolute().parents if each.exists())
    if not nearest.is_dir():
        raise NotADirectoryError(nearest)
    if not os.access(nearest, os.W_OK):
        raise PermissionError(nearest)
    return False
