"""What the sandbox must know about a bot that lives on the same clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class BotUnderTest(Protocol):
    """The levers of a bot that shares the sandbox's clock (`limber demo`, the stories)."""

    async def next_due(self) -> datetime | None:
        """The earliest moment, past or future, at which the bot has something to do."""
        ...

    async def run_due(self) -> None:
        """Do all that is due now; return when it is done."""
        ...

    async def settle(self) -> None:
        """Return when every update that was received has been handled."""
        ...
