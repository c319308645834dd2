"""Receive updates from Telegram's webhook.

A request is answered with 200 after its update was handled, so Telegram redelivers the update if
the process is killed before. Storing updates first would work too, but it would keep what people
write in one more place, and other instances would have to look for abandoned updates. Telegram also
keeps the order of a chat: it sends a person's next update after this one was answered, to whichever
instance. It waits 60 seconds for an answer.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.error import RetryAfter

from bot import metrics
from bot.chat.context import App
from bot.chat.outbound.send_outcomes import pause_of
from bot.chat.routes import ALLOWED_UPDATES, AT_ONCE
from bot.chat.updates_in_progress import UpdatesInProgress, number_of
from bot.services.seen_updates import SeenUpdates
from bot.storage.core.errors import DatabaseFailed
from bot.storage.seen_updates import Claim

log = logging.getLogger(__name__)

REQUESTS_AT_ONCE = 100
"""Open webhook requests, the most that Telegram allows. Each waits for its update's handling."""

MAX_ATTEMPTS = 5
"""Attempts to register. Telegram limits the rate when several instances start together."""

PAUSE = 1.0
"""Seconds between two writes of which updates were handled."""


@dataclass(slots=True)
class WebhookReceiver:
    """Puts updates into the library's queue in the order of their arrival, while it is open."""

    app: App
    updates: SeenUpdates
    in_progress: UpdatesInProgress
    bot_id: int
    """Known before login, because a request may arrive before it."""
    is_open: bool = False
    """Whether new updates are accepted. Those already accepted are handled in any case."""
    _claimed: set[int] = field(default_factory=set)
    _handled: set[int] = field(default_factory=set)
    _renewal: asyncio.Task[None] | None = None

    async def register(self, url: str, secret: str) -> None:
        """Register the webhook. Telegram also delivers the updates that are already waiting."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            try:
                await self.app.bot.set_webhook(
                    url,
                    secret_token=secret,
                    allowed_updates=list(ALLOWED_UPDATES),
                    max_connections=REQUESTS_AT_ONCE,
                )
            except RetryAfter as error:
                if attempt == MAX_ATTEMPTS:
                    raise
                await asyncio.sleep(pause_of(error).total_seconds())
            else:
                return

    async def receive(self, data: Mapping[str, Any]) -> bool:
        """Handle an update, and return after that.

        Return False if Telegram should deliver it again: the queue is full, or another instance is
        handling it.
        """
        try:
            update = Update.de_json(dict(data), self.app.bot)
        except Exception as error:  # noqa: BLE001 - it would fail on each redelivery, too
            metrics.UNREADABLE_UPDATES.inc()
            log.error("update %d cannot be read: %s", data["update_id"], type(error).__name__)  # noqa: TRY400 - a traceback may quote what the person wrote
            return True
        if update.update_id in self.in_progress:
            return await self.in_progress.handled(update.update_id)
        number = number_of(self.bot_id, update)
        if number in self._handled:
            return True
        if not self.is_open or len(self.in_progress) >= AT_ONCE:
            return False
        handled = self.in_progress.begin(update.update_id)
        claim = Claim.ELSEWHERE
        try:
            claim = await self.updates.claim(number)
        except DatabaseFailed as error:
            log.warning("an update could not be claimed: %s", error)
        finally:
            if claim is not Claim.OURS:
                self.in_progress.end(update.update_id, handled=claim is Claim.HANDLED)
        if claim is Claim.OURS:
            handled.add_done_callback(lambda done: self._settle(number, was_handled=done.result()))
            self._keep_claim(number)
            self.app.update_queue.put_nowait(update)
        return await asyncio.shield(handled)

    def _keep_claim(self, number: int) -> None:
        self._claimed.add(number)
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew_claims())

    def _settle(self, number: int, *, was_handled: bool) -> None:
        if was_handled:
            self._claimed.discard(number)
            self._handled.add(number)

    async def _renew_claims(self) -> None:
        """Store what was handled and renew the claims of the rest, until none are left."""
        while self._claimed or self._handled:
            await asyncio.sleep(PAUSE)
            await self._store()

    async def _store(self) -> None:
        handled = frozenset(self._handled)
        try:
            await self.updates.settle(handled, frozenset(self._claimed))
            self._handled -= handled
        except DatabaseFailed as error:
            log.warning("handled updates could not be stored: %s", error)

    async def finish(self) -> None:
        """Store what was handled, and release the rest: Telegram delivers it again."""
        if self._renewal is not None:
            self._renewal.cancel()
            await self._store()
        try:
            if self._claimed:
                await self.updates.give_back(frozenset(self._claimed))
        except DatabaseFailed as error:
            log.warning("updates could not be released: %s", error)
