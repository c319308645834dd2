"""The call journal: the most recent Bot API calls, newest last."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from bot.sandbox.world.values import Call, Json

CAPACITY = 20_000


class Journal:
    """Calls in the order of their answers; numbers keep growing after a reset."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._calls: deque[Call] = deque(maxlen=capacity)
        self._n = 0

    def note(
        self, *, at: datetime, method: str, params: Json, status: int, response: Json, ms: float
    ) -> Call:
        """Record a call."""
        self._n += 1
        chat_id = _chat_id(params.get("chat_id"))
        call = Call(self._n, at, method, params, chat_id, status, response, round(ms, 2))
        self._calls.append(call)
        return call

    def keep(self, call: Call) -> None:
        """Add a call from another journal; our numbers continue from it."""
        self._n = max(self._n, call.n)
        self._calls.append(call)

    def after(
        self, n: int = 0, *, method: str | None = None, chat_id: str | None = None
    ) -> list[Call]:
        """Return the calls after number `n`, optionally of one method (any case) or chat."""
        return [
            call
            for call in self._calls
            if call.n > n
            and (not method or call.method.lower() == method.lower())
            and (not chat_id or str(call.chat_id) == chat_id)
        ]

    def clear(self) -> None:
        """Remove all calls; the numbers keep growing."""
        self._calls.clear()


def _chat_id(value: object) -> int | str | None:
    text = str(value) if value is not None else ""
    if text.removeprefix("-").isdecimal():
        return int(text)
    return text or None
