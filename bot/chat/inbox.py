"""The way in for updates that Telegram brings itself, instead of being asked for them."""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.error import RetryAfter
from telegram.ext import BaseUpdateProcessor

from bot.chat.context import App
from bot.chat.routes import ALLOWED_UPDATES
from bot.metrics import METRICS

log = logging.getLogger(__name__)

REMEMBERED = 1000
"""Updates of which a second copy is known: Telegram repeats one whose answer it did not get."""

PATIENCE = 5
"""Tries to register: copies that start together are asked to come one after the other."""


@dataclass(slots=True)
class Inbox:
    """Hands updates to the library's queue in the order in which they come, while it is open."""

    app: App
    is_open: bool = False
    _known: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    async def register(self, url: str, secret: str) -> None:
        """Tell Telegram where to bring the updates; those that wait there are brought too."""
        for attempt in range(1, PATIENCE + 1):
            try:
                await self.app.bot.set_webhook(
                    url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
                )
            except RetryAfter as error:
                if attempt == PATIENCE:
                    raise
                await asyncio.sleep(_seconds(error))
            else:
                return

    def open(self) -> None:
        """Take updates from now on."""
        self.is_open = True

    def take(self, data: Mapping[str, Any]) -> bool:
        """Take an update over; False when Telegram should keep it and bring it again."""
        number: int = data["update_id"]
        if number in self._known:
            return True
        if not self.is_open or self._is_full():
            return False
        self._known.append(number)
        try:
            update = Update.de_json(dict(data), self.app.bot)
        except Exception as error:  # noqa: BLE001 - it would break each time it was brought again
            METRICS.count("unreadable_updates")
            log.error("update %d cannot be read: %s", number, type(error).__name__)  # noqa: TRY400 - a traceback may quote what the person wrote
            return True
        self.app.update_queue.put_nowait(update)
        return True

    def close(self) -> None:
        """Take nothing more; what was taken is still handled."""
        self.is_open = False

    def _is_full(self) -> bool:
        processor: BaseUpdateProcessor = self.app.update_processor
        in_hand = self.app.update_queue.qsize() + processor.current_concurrent_updates
        return in_hand >= processor.max_concurrent_updates


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
