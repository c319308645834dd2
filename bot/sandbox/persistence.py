"""Saves a world in a folder, so that the next run continues from it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

from bot.sandbox.clock import Clock
from bot.sandbox.world import Event, Json, World

# Real seconds from a change to its being saved: the most that a crash can lose.
_DELAY = 0.4
# Events that change nothing worth saving.
_PASSING = frozenset({"call", "action", "moving"})
log = logging.getLogger(__name__)


class BrokenWorld(Exception):
    """A saved world that cannot be read; the message says what to do."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            f"The chats in {path} cannot be read ({kind}), so nothing was started and nothing "
            f"was changed: put a copy of that file back, or move the folder {path.parent} away "
            "to begin anew."
        )


class WorldStore:
    """One folder: `world.json`, and `files/` with the content of the files that were sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "world.json"
        self._files = folder / "files"
        self._world: World | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._has_failed = False
        self._stop_listening: Callable[[], None] = lambda: None

    def load(self, clock: Clock | None = None) -> World:
        """Load the saved world, or an empty one if there is none.

        Raises `BrokenWorld` if it cannot be read. It is not replaced by an empty one: a bot that
        knows its people would then meet new people with the same ids.
        """
        if not self._path.exists():
            return World(clock)
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            return World.restore(data, clock, lambda name: (self._files / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenWorld(self._path, type(error).__name__) from error

    def watch(self, world: World) -> None:
        """Save the world shortly after each change. Needs a running event loop."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._world = world
        self._stop_listening = world.listen(self._hear)
        self._schedule()

    async def close(self) -> None:
        """Save the last state and stop watching."""
        self._stop_listening()
        self._stop_listening = lambda: None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._writing:
            await self._writing
        await self._write()

    def _hear(self, event: Event) -> None:
        if event.kind not in _PASSING:
            self._schedule()

    def _schedule(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_DELAY, self._begin)

    def _begin(self) -> None:
        self._timer = None
        if self._writing and not self._writing.done():
            self._schedule()
            return
        self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        if self._world is None:
            return
        # The snapshot is taken here, between two events; only the slow part runs in a thread.
        data = self._world.snapshot(with_bytes=False)
        contents = {file.unique_id: file.data for file in self._world.files}
        try:
            await asyncio.to_thread(self._put, data, contents)
        except OSError as error:
            if not self._has_failed:
                log.warning("%s can't be written: %s", self._path, error.strerror)
            self._has_failed = True
        else:
            self._has_failed = False

    def _put(self, data: Json, contents: dict[str, bytes]) -> None:
        # Do not create the parent: if it was deleted, its path may now belong to something else.
        self._files.mkdir(mode=0o700, exist_ok=True)
        self._files.chmod(0o700)  # an existing folder may be open to others
        for name, content in contents.items():
            if not (self._files / name).exists():
                _replace(self._files / name, content)
        _replace(self._path, json.dumps(data, ensure_ascii=False).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write a whole file or nothing. It holds private messages, so only its owner can read it."""
    draft = path.with_suffix(".tmp")
    with open(draft, "wb", opener=_private) as file:
        file.write(content)
    draft.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
