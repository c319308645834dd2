"""Track updates in progress, and poll without confirming them before they are handled."""

import asyncio
import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)

HANDLING_WAIT = 0.1
"""Seconds that a poll waits for updates in progress. It delays other people's updates as long."""

MOST_AT_ONCE = 100
"""The most updates that Telegram returns for one poll."""


class UpdatesInProgress:
    """The updates that were received and are not handled yet, by their Telegram id."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Future[bool]] = {}
        self._left: set[int] = set()

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, id: int) -> bool:
        return id in self._open

    @property
    def first(self) -> int | None:
        """The id of the oldest update that is in progress or was cut off."""
        return min(self._open.keys() | self._left, default=None)

    def begin(self, id: int) -> asyncio.Future[bool]:
        """Add an update. The future's result is whether it was handled."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._left.discard(id)
        return self._open.setdefault(id, future)

    def end(self, id: int, *, handled: bool = True) -> None:
        """Remove an update that was handled, or that another instance handles."""
        future = self._open.pop(id, None)
        if future is not None and not future.done():
            future.set_result(handled)

    def cut_off(self, id: int) -> None:
        """Record that its handling was cancelled, so Telegram has to deliver it again."""
        self._left.add(id)
        self.end(id, handled=False)

    async def handled(self, id: int) -> bool:
        """Wait for an update, and return whether it was handled."""
        future = self._open.get(id)
        return True if future is None else await asyncio.shield(future)

    async def wait(self, seconds: float) -> None:
        """Wait until no update is in progress, for at most `seconds`."""
        if self._open:
            await asyncio.wait(list(self._open.values()), timeout=seconds)


class ConfirmAfterHandlingBot(ExtBot[None]):
    """Polls for updates and leaves those in progress at Telegram until they are handled.

    The library confirms fetched updates with its next poll. Here that poll first waits
    `HANDLING_WAIT` seconds for them to be handled. It then starts at the oldest update in progress,
    so Telegram keeps it and delivers it again if this process is killed. Repeated updates are
    dropped.

    Telegram returns at most 100 updates. When all of them are in progress, the next poll confirms
    them, so that one slow update does not block the others. Only then can a kill lose an update.
    """

    def __init__(self, in_progress: UpdatesInProgress, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # The library makes a bot's attributes read-only, except names with a leading underscore.
        self._in_progress = in_progress
        self._fetched: set[int] = set()
        self._start = 0
        self._is_full = False
        self._is_stopped = False

    def stop_polling(self) -> None:
        """Skip the library's last poll, which would confirm every update. Use `confirm` instead."""
        self._is_stopped = True

    async def get_updates(
        self, offset: int | None = None, *arguments: Any, **more: Any
    ) -> tuple[Update, ...]:
        """Return updates that were not returned before, the oldest first."""
        if self._is_stopped:
            return ()
        await self._in_progress.wait(HANDLING_WAIT)
        start = self._start_at(offset)
        found = await super().get_updates(start, *arguments, **more)
        self._fetched = {each for each in self._fetched if start is None or each >= start}
        new = tuple(each for each in found if each.update_id not in self._fetched)
        self._is_full = not new and len(found) >= MOST_AT_ONCE
        for each in new:
            self._fetched.add(each.update_id)
            self._in_progress.begin(each.update_id)
        return new

    async def confirm(self) -> None:
        """Confirm what was handled since the last poll. Telegram redelivers the rest."""
        if not self._fetched:
            return
        first = self._in_progress.first
        offset = max(self._fetched) + 1 if first is None else first
        try:
            await super().get_updates(offset, limit=1, timeout=0)
        except TelegramError as error:
            log.warning("updates will be delivered again: %s", type(error).__name__)

    def _start_at(self, offset: int | None) -> int | None:
        first = self._in_progress.first
        if offset is None or first is None or self._is_full:
            return offset
        # Telegram answers a repeated offset within half a second with one update only. An offset
        # that is lower by one differs, and confirms nothing more.
        self._start = first - 1 if self._start == first else first
        return self._start


def number_of(bot_id: int, update: Update) -> int:
    """Return a number (64 bits, signed) that identifies an update across bots.

    Update ids alone do not: after a week without updates, Telegram may restart them.
    """
    parts = (bot_id, update.update_id, *_identity(update))
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _identity(update: Update) -> Iterable[object]:
    if update.callback_query is not None:
        return (update.callback_query.id,)
    message = update.effective_message
    if message is not None:
        return (message.chat_id, message.message_id, message.date.timestamp())
    change = update.my_chat_member
    return () if change is None else (change.chat.id, change.date.timestamp())
