"""The interface of a bot that shares the sandbox's clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


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
