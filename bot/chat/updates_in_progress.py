"""The updates that are being handled, and polls that confirm none of them before it was handled."""

import asyncio
import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)

PATIENCE = 0.1
"""Seconds that a poll waits for updates in hand; so long may a tap of somebody else wait, too."""

MOST_AT_ONCE = 100
"""Updates that Telegram tells in one answer."""


class UpdatesInProgress:
    """Which updates were taken and are not handled yet, by their Telegram id."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Future[bool]] = {}
        self._left: set[int] = set()

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, id: int) -> bool:
        return id in self._open

    @property
    def first(self) -> int | None:
        """The oldest of them, and of those that were cut off."""
        return min(self._open.keys() | self._left, default=None)

    def begin(self, id: int) -> asyncio.Future[bool]:
        """An update is taken; whoever waits for the result learns whether it was handled."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._left.discard(id)
        return self._open.setdefault(id, future)

    def end(self, id: int, *, handled: bool = True) -> None:
        """It was handled, or is not ours to handle."""
        future = self._open.pop(id, None)
        if future is not None and not future.done():
            future.set_result(handled)

    def cut_off(self, id: int) -> None:
        """Its handling was stopped in the middle: it is to come again."""
        self._left.add(id)
        self.end(id, handled=False)

    async def handled(self, id: int) -> bool:
        """Wait until the update was handled; False when it was not."""
        future = self._open.get(id)
        return True if future is None else await asyncio.shield(future)

    async def rest(self, seconds: float) -> None:
        """Wait until all of them are handled, for so many seconds at most."""
        if self._open:
            await asyncio.wait(list(self._open.values()), timeout=seconds)


class PatientBot(ExtBot[None]):
    """Asks for updates in a way that leaves those in hand at Telegram until they were handled.

    The library confirms what it fetched with its next poll. Here that poll waits a moment for the
    handling, and then still asks from the oldest update on that is in hand, so that Telegram keeps
    it: a process that is killed gets it again. What comes along a second time is left out.

    Telegram tells 100 updates at once. When all of them are in hand, the poll goes on behind them,
    so that nobody waits for one slow answer; only then a kill may lose an update.
    """

    def __init__(self, in_hand: UpdatesInProgress, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # The library freezes what a bot is made of, but for names that begin like this one.
        self._in_hand = in_hand
        self._fetched: set[int] = set()
        self._start = 0
        self._is_full = False
        self._is_leaving = False

    def ask_no_more(self) -> None:
        """The library asks once more when it stops, and confirms all with that. `confirm` does."""
        self._is_leaving = True

    async def get_updates(
        self, offset: int | None = None, *arguments: Any, **more: Any
    ) -> tuple[Update, ...]:
        """Updates that were not told before, the oldest first."""
        if self._is_leaving:
            return ()
        await self._in_hand.rest(PATIENCE)
        start = self._start_at(offset)
        found = await super().get_updates(start, *arguments, **more)
        self._fetched = {each for each in self._fetched if start is None or each >= start}
        new = tuple(each for each in found if each.update_id not in self._fetched)
        self._is_full = not new and len(found) >= MOST_AT_ONCE
        for each in new:
            self._fetched.add(each.update_id)
            self._in_hand.begin(each.update_id)
        return new

    async def confirm(self) -> None:
        """Tell Telegram what was handled since the last poll; what is in hand comes again."""
        if not self._fetched:
            return
        first = self._in_hand.first
        offset = max(self._fetched) + 1 if first is None else first
        try:
            await super().get_updates(offset, limit=1, timeout=0)
        except TelegramError as error:
            log.warning("what was handled last will come again: %s", type(error).__name__)

    def _start_at(self, offset: int | None) -> int | None:
        first = self._in_hand.first
        if offset is None or first is None or self._is_full:
            return offset
        # The same offset again within half a second is answered with one update. One less confirms
        # nothing more, and is another.
        self._start = first - 1 if self._start == first else first
        return self._start


def number_of(bot_id: int, update: Update) -> int:
    """A number for the database that tells an update from all others, of any bot.

    Ids of updates alone do not: after a week without one they begin anew. 64 bits, signed.
    """
    parts = (bot_id, update.update_id, *_marks(update))
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _marks(update: Update) -> Iterable[object]:
    if update.callback_query is not None:
        return (update.callback_query.id,)
    message = update.effective_message
    if message is not None:
        return (message.chat_id, message.message_id, message.date.timestamp())
    change = update.my_chat_member
    return () if change is None else (change.chat.id, change.date.timestamp())
