"""The SQLite file: made, and looked at before the driver does."""

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

_OWNER_ONLY = 0o700
_OWNER_ONLY_FILE = 0o600


def prepare(file: Path) -> None:
    """Make the file, for its owner only: it will hold health data. Raises what is wrong with it."""
    make_folder(file.parent)
    file.touch(mode=_OWNER_ONLY_FILE)
    for each in (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm"))):
        _close_to_others(each, _OWNER_ONLY_FILE)
    probe(file)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing, for their owner only.

    Raises `OSError`: `FileExistsError` or `NotADirectoryError` where a file is in its place.
    """
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)


def close_folder(folder: Path) -> None:
    """Close a folder of ours to everybody but its owner, also one that an older Limber made.

    A folder that holds the user's other work is left as it is: the one they are in, their home, and
    those above.
    """
    here = (Path.cwd(), Path.home())
    found = folder.resolve()
    if not any(found == each or found in each.parents for each in here):
        _close_to_others(found, _OWNER_ONLY)


def _close_to_others(path: Path, mode: int) -> None:
    # Of another owner, or on a file system without modes: nothing that this process can change.
    with contextlib.suppress(PermissionError, FileNotFoundError):
        if path.stat().st_mode & 0o077:
            path.chmod(mode)


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
