"""Move the clock from one due moment to the next, and wait for the bot at each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.world import Event, StoredMessage, World


class BotUnderTest(Protocol):
    """A bot that shares the sandbox's clock (`limber demo`, the story tests)."""

    async def next_due(self) -> datetime | None:
        """Return the earliest moment, past or future, at which the bot has something to do."""
        ...

    async def run_due(self) -> None:
        """Do everything that is due now; return when it is done."""
        ...

    async def settle(self) -> None:
        """Return when every received update has been handled."""
        ...


# Real seconds to wait for a bot that has not fetched its updates.
PATIENCE = 5.0
_STEP = 0.01
# Tries for the same due moment: after that many, the bot is assumed to be stuck.
_MOST_TRIES = 25
# Real seconds without real progress: a bot whose due moments are only microseconds apart would
# never let the clock reach its target.
LONGEST_STANDSTILL = 30.0
_A_STEP_AHEAD = timedelta(seconds=1)
LONGEST_WAIT_FOR_A_MESSAGE = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Moved:
    """The clock's new time, and whether the bot has nothing due left."""

    now: datetime
    settled: bool
    # Only for a move "until a message": whether one came.
    found: bool | None = None


class ClockMover:
    """The only way to move the clock; moves run one after another."""

    def __init__(
        self,
        world: World,
        polling: LongPolling,
        bot: BotUnderTest | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._world = world
        self._polling = polling
        self._bot = bot
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._gave_up = False

    @property
    def has_bot(self) -> bool:
        """Whether a bot uses this clock."""
        return self._bot is not None

    @property
    def is_movable(self) -> bool:
        """Whether this clock can be moved."""
        return hasattr(self._world.clock, "move_to")

    async def move_to(self, target: datetime) -> Moved:
        """Go to a moment, stopping at each moment at which the bot has something due."""
        async with self._lock:
            return await self._moving(target, lambda: False)

    async def advance(self, by: timedelta) -> Moved:
        """Go forward by `by`, counted from the end of earlier moves."""
        async with self._lock:
            return await self._moving(self._world.now() + by, lambda: False)

    async def until_message(self) -> Moved:
        """Go forward until the bot sends a message that is not silent; at most 8 days."""
        async with self._lock:
            heard: list[StoredMessage] = []
            end = self._world.listen(lambda event: _collect(event, heard))
            try:
                target = self._world.now() + LONGEST_WAIT_FOR_A_MESSAGE
                moved = await self._moving(target, lambda: bool(heard))
            finally:
                end()
            return Moved(moved.now, moved.settled, bool(heard))

    async def _moving(self, target: datetime, enough: Callable[[], bool]) -> Moved:
        self._gave_up = False
        self._world.tell("moving", target=target)
        try:
            settled = await self._settle()
            if self._bot is not None:
                settled = await self._through(self._bot, target, enough) and settled
            if not enough():
                self._to(target)
                settled = await self._do_due() and settled
        finally:
            self._world.tell("clock")
        return Moved(self._world.now(), settled)

    async def _through(
        self, bot: BotUnderTest, target: datetime, enough: Callable[[], bool]
    ) -> bool:
        progress = _Progress(self._monotonic)
        settled = True
        while not enough():
            due = await bot.next_due()
            if due is None or due > target:
                return settled
            if progress.has_stopped(due, self._world.now()):
                return False
            self._to(due)
            settled = await self._do_due() and settled
        return settled

    async def _do_due(self) -> bool:
        if self._bot is not None:
            await self._bot.run_due()
        return await self._settle()

    def _to(self, moment: datetime) -> None:
        move_to = getattr(self._world.clock, "move_to", None)
        if move_to is not None:
            move_to(moment)
        self._world.tell("clock")

    async def _settle(self) -> bool:
        fetched = await self._all_fetched()
        if self._bot is not None:
            await self._bot.settle()
        return fetched

    async def _all_fetched(self) -> bool:
        """Wait until the bot has confirmed every update; without a bot, return at once.

        A bot that has just started may not have asked for its first updates yet. One that never
        asks costs `PATIENCE` once for each move.
        """
        for _ in range(round(PATIENCE / _STEP)):
            if self._bot is None or not self._world.updates.waiting(self._world.now(), 1):
                return True
            if self._gave_up and not (self._polling.is_attended or self._world.webhook):
                return False
            await asyncio.sleep(_STEP)
        self._gave_up = True
        return False


class _Progress:
    """Detects that the due moments make no progress."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last: datetime | None = None
        self._tries = 0
        self._jumped = timedelta(0)
        self._since = monotonic()

    def has_stopped(self, due: datetime, now: datetime) -> bool:
        """Whether the bot is stuck, given its next due moment and the current time."""
        self._tries = self._tries + 1 if due == self._last else 1
        self._last = due
        self._jumped += max(due - now, timedelta(0))
        if self._jumped >= _A_STEP_AHEAD:
            self._jumped, self._since = timedelta(0), self._monotonic()
        return self._tries > _MOST_TRIES or self._monotonic() - self._since > LONGEST_STANDSTILL


def _collect(event: Event, heard: list[StoredMessage]) -> None:
    message = event.data.get("message")
    is_new = event.kind == "message" and event.data.get("new")
    if is_new and isinstance(message, StoredMessage) and message.from_bot and not message.silent:
        heard.append(message)
