"""The queue of updates: growing ids, lifetimes, and the saved choice of kinds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from bot.sandbox.world.values import Json, Update

_LIFETIMES = {
    "callback_query": timedelta(seconds=150),
    "shipping_query": timedelta(seconds=150),
    "pre_checkout_query": timedelta(seconds=150),
    "inline_query": timedelta(seconds=30),
    "chosen_inline_result": timedelta(seconds=600),
}
_USUAL_LIFETIME = timedelta(hours=24)
_ONLY_ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_AT_ONCE = 100
# An offset further ahead was never given out, so it is ignored.
_FUTURE = 10


class UpdateQueue:
    """Updates that the bot has not confirmed yet, oldest first."""

    def __init__(
        self,
        next_id: int,
        pending: Iterable[Update] = (),
        allowed: frozenset[str] | None = None,
    ) -> None:
        self.next_id = next_id
        self.allowed = allowed
        self._pending = deque(pending)

    def put(self, kind: str, body: Json, now: datetime) -> Update | None:
        """Add an update if the bot wants its kind; a later choice does not change that."""
        if not self._is_wanted(kind):
            return None
        lifetime = _LIFETIMES.get(kind, _USUAL_LIFETIME)
        update = Update(self.next_id, kind, body, now + lifetime)
        self.next_id += 1
        self._pending.append(update)
        return update

    def allow(self, kinds: Iterable[str]) -> None:
        """Set the kinds for future updates; an empty choice is the default set."""
        self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Remove updates that the bot has seen.

        For a positive offset, all with a lower id; for a negative one, all but that many of the
        newest.
        """
        if 0 < offset <= self.next_id + _FUTURE:
            self._pending = deque(u for u in self._pending if u.id >= offset)
        elif offset < 0:
            self._pending = deque(list(self._pending)[offset:])

    def waiting(self, now: datetime, limit: int = MOST_AT_ONCE) -> list[Update]:
        """Return the oldest unconfirmed updates; expired ones are dropped."""
        if any(update.expires_at <= now for update in self._pending):
            self._pending = deque(u for u in self._pending if u.expires_at > now)
        return [update for update, _ in zip(self._pending, range(limit), strict=False)]

    def drop(self, update: Update) -> None:
        """Remove a delivered update."""
        with suppress(ValueError):
            self._pending.remove(update)

    def clear(self) -> None:
        """Remove all updates; ids keep growing."""
        self._pending.clear()

    def __len__(self) -> int:
        return len(self._pending)

    def __iter__(self) -> Iterator[Update]:
        return iter(self._pending)

    def _is_wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in _ONLY_ON_DEMAND
        return kind in self.allowed
