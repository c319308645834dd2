"""A backup: one compressed file, a line of JSON for each row, readable without this program.

The first line is the head: the format, the revision of the tables, when it was made, and each table
with its columns and the number of its rows. Then each table follows, rows only. The last line has a
digest of everything before it, so that a truncated or changed file is detected.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bot.storage.backup.table_dump import Plain, Shape, Tables
from bot.storage.core.errors import StorageUnavailable

FORMAT = 1
BATCH = 500

MAX_LINE_BYTES = 2**20
"""Bytes. A row has hundreds, a head thousands; Limber did not write a longer line."""

MAX_RATIO = 250
"""The highest accepted compression ratio: very similar rows reach 30, a file of zeros 1,000."""

MIN_UNPACKED_BYTES = 2**22
"""Bytes that every backup may unpack to, whatever its compression ratio."""

Done = Callable[[int, int], None]
"""Called with the number of rows processed so far, and the total."""


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a backup."""

    revision: str
    made_at: str
    tables: tuple[Shape, ...]

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(each.rows for each in self.tables)


_MALFORMED = (ValueError, KeyError, TypeError)
"""The errors that a file raises if it is no backup or inconsistent."""


class _Writer:
    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def line(self, value: Any) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._digest.update(line)
        self._file.write(line)

    def end(self) -> None:
        self._file.write(json.dumps({"sha256": self._digest.hexdigest()}).encode() + b"\n")


async def write(tables: Tables, revision: str, now: datetime, path: Path, done: Done) -> Head:
    """Write a backup to a temporary file beside `path`, verify it, and only then rename it.

    Raises `StorageUnavailable` if it cannot be written or verified.
    """
    head = Head(revision, now.isoformat(timespec="seconds"), await tables.shapes())
    unfinished = path.with_name(f"{path.name}.part")
    try:
        await _write(tables, head, unfinished, done)
        if check(unfinished) != head:
            raise StorageUnavailable(f"The backup {path} does not read back: try another disk.")
        unfinished.replace(path)
    except OSError as error:
        raise StorageUnavailable(
            f"The backup {path} cannot be written: {error.strerror or error}."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return head


async def _write(tables: Tables, head: Head, path: Path, done: Done) -> None:
    # For its owner only: it holds health data.
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        writer, count = _Writer(file), 0
        writer.line({"limber": FORMAT} | asdict(head))
        for shape in head.tables:
            async for row in tables.rows(shape.name):
                writer.line(row)
                count += 1
                if count % BATCH == 0:
                    done(count, head.rows)
        writer.end()


def check(path: Path) -> Head:
    """Read a whole backup and verify counts and digest. Raises `StorageUnavailable`."""
    with opened(path) as (head, rows):
        for _ in rows:
            pass
    return head


@contextmanager
def opened(path: Path) -> Iterator[tuple[Head, Iterator[tuple[Shape, list[Plain]]]]]:
    """The head of a backup, and its rows in batches; the digest is checked after the last one.

    Raises `StorageUnavailable`, whose message says what is wrong with the file.
    """
    try:
        with gzip.open(path, "rb") as file:
            digest = hashlib.sha256()
            lines = _lines(file, digest, max(MIN_UNPACKED_BYTES, path.stat().st_size * MAX_RATIO))
            head = _head(next(lines, (None, 0))[0], path)
            yield head, _batches(head, lines, file, digest)
    except (OSError, EOFError, zlib.error, RecursionError, *_MALFORMED) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else None
        raise StorageUnavailable(
            f"The backup {path} cannot be read: {reason or 'it is damaged, or no backup'}."
        ) from error


def _lines(file: gzip.GzipFile, digest: Any, most: int) -> Iterator[tuple[Any, int]]:
    """Each line as a value, with its size in bytes. At most one line is in memory at a time."""
    total = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        total += len(line)
        if len(line) > MAX_LINE_BYTES or total > most:
            raise ValueError("larger than a backup can be")
        digest.update(line)
        yield json.loads(line), len(line)


def _head(said: Any, path: Path) -> Head:
    if not isinstance(said, dict) or "limber" not in said:
        raise ValueError(path)
    if said["limber"] > FORMAT:
        raise StorageUnavailable(f"The backup {path} was made by a newer Limber: update this one.")
    tables = tuple(
        Shape(each["name"], tuple(each["columns"]), each["rows"], each["last"])
        for each in said["tables"]
    )
    return Head(said["revision"], said["made_at"], tables)


def _batches(
    head: Head, lines: Iterator[tuple[Any, int]], file: gzip.GzipFile, digest: Any
) -> Iterator[tuple[Shape, list[Plain]]]:
    for shape in head.tables:
        left = shape.rows
        while left:
            rows = _batch(lines, min(left, BATCH))
            if not rows or not all(isinstance(row, list) for row in rows):
                raise ValueError(shape.name)
            left -= len(rows)
            yield shape, rows
    expected = digest.hexdigest()
    if json.loads(file.readline(MAX_LINE_BYTES)) != {"sha256": expected} or file.read(1):
        raise ValueError("digest")


def _batch(lines: Iterator[tuple[Any, int]], most: int) -> list[Plain]:
    """The next rows; fewer if they are long, so that a batch takes no more memory than a line."""
    rows: list[Plain] = []
    size = 0
    for row, length in islice(lines, most):
        rows.append(row)
        size += length
        if size > MAX_LINE_BYTES:
            break
    return rows
