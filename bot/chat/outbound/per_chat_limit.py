"""Limit the rate of each chat: about one message a second, with short bursts."""

import asyncio
from dataclasses import dataclass, field
from math import inf

from bot.chat.outbound.rate_limits import Priority, Sleep
from bot.services.send_permit import Monotonic, loop_time

CHAT_BURST = 4.0
"""Messages that one chat may get at once before they are delayed."""


@dataclass(slots=True)
class PerChatLimiter:
    """Allows a burst of messages to a chat, then one every `gap` seconds."""

    gap: float = 1.0
    sleep: Sleep = asyncio.sleep
    monotonic: Monotonic = loop_time
    _free_at: dict[int, float] = field(default_factory=dict)

    async def acquire(self, chat: int, priority: Priority) -> bool:
        """Wait until the chat may get a message. Return False for a tick that would wait."""
        now = self.monotonic()
        free_at = max(self._free_at.get(chat, -inf), now - CHAT_BURST * self.gap)
        wait = free_at + self.gap - now
        if wait > 0 and priority is Priority.TICK:
            return False
        self._note(chat, free_at + self.gap, now)
        if wait > 0:
            await self.sleep(wait)
        return True

    def _note(self, chat: int, free_at: float, now: float) -> None:
        self._free_at.pop(chat, None)
        self._free_at[chat] = free_at
        oldest = next(iter(self._free_at))
        if self._free_at[oldest] < now - CHAT_BURST * self.gap:  # it no longer has any effect
            del self._free_at[oldest]
