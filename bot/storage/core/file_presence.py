"""Detect that the SQLite file was deleted under a running bot: writes succeed but are lost."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

log = logging.getLogger(__name__)

CHECK_EVERY = 5.0
"""Seconds between two checks."""


class FilePresence:
    """Whether a file is still the one that was there at the start; `None` counts as present."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._opened = self._identity()
        self._was_logged = False

    def is_there(self) -> bool:
        """Check again. False if the file was deleted or replaced by another one."""
        return self._identity() == self._opened

    def look(self) -> None:
        """Log an error, once, if the file is gone."""
        if self._was_logged or self.is_there():
            return
        self._was_logged = True
        log.error(
            "the database file %s was deleted or replaced while Limber uses it: what is written "
            "now is lost when Limber stops. Stop it, put a backup back with limber restore, and "
            "start it again",
            self._file,
        )

    @contextlib.asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Check repeatedly for as long as the block runs."""
        watching = asyncio.create_task(self._watch(), name="watch the database file")
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])

    async def _watch(self) -> None:
        while self._file is not None:
            self.look()
            await asyncio.sleep(CHECK_EVERY)

    def _identity(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            found = self._file.stat()
        except OSError:  # the file, its folder or its disk is gone
            return None
        return found.st_dev, found.st_ino
