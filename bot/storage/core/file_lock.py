"""Allow one process for each file: two on one SQLite database or demo lose each other's work.

The lock belongs to the operating system, which releases it when the process ends, however it ends.
The lock file stays beside the file that it guards: removing it would let two processes lock two
different files of the same name.
"""

import contextlib
import errno
import logging
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.storage.core import sqlite_file
from bot.storage.core.errors import StorageUnavailable

log = logging.getLogger(__name__)

_HELD_BY_ANOTHER = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
"""Error numbers that mean another process holds the lock."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**30
    """An offset past the end of the file: on Windows nobody can read a locked byte."""

    def _lock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def lock_file(*guarded: Path) -> Iterator[None]:
    """Be the only process that uses these files while the block runs.

    Missing folders are created, for their owner only. Raises `StorageUnavailable` when another
    process holds one of the files, or when a folder cannot be written to.
    """
    with contextlib.ExitStack() as held:
        for file in dict.fromkeys(each.resolve() for each in guarded):
            held.enter_context(_held(file))
        yield


@contextlib.contextmanager
def _held(file: Path) -> Iterator[None]:
    opened = _open(file)
    try:
        _take(opened, file)
        yield
    finally:
        os.close(opened)


def _open(file: Path) -> int:
    try:
        sqlite_file.make_folder(file.parent)
        return os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageUnavailable(
            f"The folder {file.parent} cannot be made, because a file is in its place: "
            "name another folder."
        ) from error
    except OSError as error:
        raise StorageUnavailable(
            f"The folder {file.parent} cannot be written to ({error.strerror}): "
            "make it writable for this user, or name another folder."
        ) from error


def _take(opened: int, file: Path) -> None:
    try:
        _lock(opened)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            raise StorageUnavailable(_refusal(file, _owner(opened))) from error
        # Some network file systems have no locks. Refusing there would stop a single process too.
        log.warning("%s cannot be locked (%s): start only one Limber", file, error.strerror)
        return
    with contextlib.suppress(OSError):  # a full disk; the name is only used in an error message
        os.ftruncate(opened, 0)
        os.write(opened, f"process {os.getpid()} on {platform.node()}".encode())


def _owner(opened: int) -> str:
    return os.read(opened, 200).decode(errors="replace").strip() or "a process that is starting"


def _refusal(file: Path, owner: str) -> str:
    return (
        f"Another Limber uses {file} already ({owner}): stop it first, or give this one a folder "
        "of its own with --data or LIMBER_DATA; several copies side by side need PostgreSQL."
    )
