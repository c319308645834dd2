"""The world as the rest of the sandbox uses it: its state, saving and loading."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.clock import Clock
from bot.sandbox.world.snapshot import clock_of, dump, fill
from bot.sandbox.world.state import State
from bot.sandbox.world.values import Json


class World(State):
    """People, chats, files, and the updates that wait for the bot."""

    def snapshot(self, *, with_bytes: bool = True) -> Json:
        """Return the world as JSON, without its call journal.

        `with_bytes=False` leaves out the content of files.
        """
        return dump(self, with_bytes=with_bytes)

    @classmethod
    def restore(
        cls,
        data: Json,
        clock: Clock | None = None,
        contents: Callable[[str], bytes] | None = None,
    ) -> World:
        """Build the world of a snapshot.

        `contents` finds a file's bytes if they are not in it. Raises ValueError, KeyError,
        TypeError or AttributeError for a broken snapshot.
        """
        world = cls(clock_of(data, clock))
        fill(world, data, contents)
        return world
