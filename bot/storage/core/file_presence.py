"""A SQLite file that is deleted under a running bot: all seems well, and nothing of it is kept."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks."""


class FilePresence:
    """Whether a file is still the one that was there at the start; no file is always there."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._opened = self._identity()
        self._was_told = False

    def is_there(self) -> bool:
        """Look again. A deleted file is gone, and another one in its place is another."""
        return self._identity() == self._opened

    def look(self) -> None:
        """Tell the log, once, that it is gone."""
        if self._was_told or self.is_there():
            return
        self._was_told = True
        log.error(
            "the database file %s was deleted or replaced while Limber uses it: what is written "
            "now is lost when Limber stops. Stop it, put a backup back with limber restore, and "
            "start it again",
            self._file,
        )

    @contextlib.asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look again and again for as long as the block runs."""
        watching = asyncio.create_task(self._watch(), name="watch the database file")
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])

    async def _watch(self) -> None:
        while self._file is not None:
            self.look()
            await asyncio.sleep(LOOK_EVERY)

    def _identity(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            found = self._file.stat()
        except OSError:  # with its folder, or the disk that it was on
            return None
        return found.st_dev, found.st_ino
