"""Log failed polls: each conflict once, with its cause and what to do."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram.error import Conflict

from bot import metrics
from bot.chat.context import App
from bot.services.ports import Clock

log = logging.getLogger(__name__)

OVER_AFTER = timedelta(minutes=2)
"""A conflict ends after this time without another one: the library waits up to 30 s between polls,
and an answered poll takes up to 10 s."""

NOTED_EVERY = timedelta(minutes=1)
"""A lasting conflict is stored this often, as conflicts come every few seconds."""


@dataclass(slots=True)
class PollErrors:
    """Receives every failed poll. `note` stores when a conflict was seen."""

    app: App
    clock: Clock
    note: Callable[[datetime], Awaitable[None]]
    _seen_at: datetime | None = None
    _noted_at: datetime | None = None

    def failed(self, error: Exception) -> None:
        """Log a failed poll. The library retries by itself."""
        if not isinstance(error, Conflict):
            log.warning("no updates from Telegram right now: %s", type(error).__name__)
            return
        metrics.POLL_CONFLICTS.inc()
        now = self.clock.now()
        if _is_older(self._seen_at, now, OVER_AFTER):
            log.error(
                "another program asks Telegram for updates with the same token, so both get some "
                "and miss others: stop the other one, or if you don't know it, let @BotFather "
                "revoke the token and start Limber with the new one"
            )
        self._seen_at = now
        if _is_older(self._noted_at, now, NOTED_EVERY):
            self._noted_at = now
            self.app.create_task(self.note(now), name="note a conflict")


def _is_older(moment: datetime | None, now: datetime, span: timedelta) -> bool:
    return moment is None or now - moment > span
