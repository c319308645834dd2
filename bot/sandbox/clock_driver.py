"""Moving the clock from one due moment to the next, with the bot keeping up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.bot_hook import BotUnderTest
from bot.sandbox.world import Event, StoredMessage, World

# Real seconds for which a bot may leave an update unfetched before we stop waiting for it.
PATIENCE = 5.0
_STEP = 0.01
# The same due moment again and again: the bot does not get it done.
_MOST_TRIES = 25
# Real seconds after which a move goes on although the bot always finds something to do: a clock
# that is led from one due moment to the next only microseconds later never gets anywhere.
LONGEST_STANDSTILL = 30.0
_A_STEP_AHEAD = timedelta(seconds=1)
LONGEST_WAIT_FOR_A_MESSAGE = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the clock stands now, and whether the bot has nothing due left."""

    now: datetime
    settled: bool
    # Only for a move "until a message": did one come?
    found: bool | None = None


class ClockMover:
    """The one lever of the clock; moves wait for one another."""

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
        """Whether a bot lives on this clock."""
        return self._bot is not None

    @property
    def is_movable(self) -> bool:
        """Whether this clock can be moved at all."""
        return hasattr(self._world.clock, "move_to")

    async def move_to(self, target: datetime) -> Moved:
        """Go to a moment, stopping at everything that is due on the way."""
        async with self._lock:
            return await self._moving(target, lambda: False)

    async def advance(self, by: timedelta) -> Moved:
        """Go forward, counted from the moment at which earlier moves are done."""
        async with self._lock:
            return await self._moving(self._world.now() + by, lambda: False)

    async def until_message(self) -> Moved:
        """Go to the moment at which the bot writes to anybody, not silently; at most 8 days."""
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
        lever = getattr(self._world.clock, "move_to", None)
        if lever is not None:
            lever(moment)
        self._world.tell("clock")

    async def _settle(self) -> bool:
        fetched = await self._all_fetched()
        if self._bot is not None:
            await self._bot.settle()
        return fetched

    async def _all_fetched(self) -> bool:
        """Wait until the bot has confirmed every update; no bot on this clock, nothing to wait for.

        A bot that has only just started may not have asked for its first updates yet; one that
        never does costs our patience once a move.
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
    """Tells when the due moments do not lead on any more."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last: datetime | None = None
        self._tries = 0
        self._jumped = timedelta(0)
        self._since = monotonic()

    def has_stopped(self, due: datetime, now: datetime) -> bool:
        """Whether the bot does not get it done: the next moment that is due, and the present."""
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
