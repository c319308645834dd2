"""Deduplicate Telegram updates: one instance handles each, and it takes effect once.

Telegram keeps an update until it was handled, since the webhook answers after the handling. All
instances recognize an update that is sent again (the first request was cut off or took too long):

1. `claim`, before the handling: one statement. Another instance that gets the same update answers
   "not now", and Telegram sends it again.
2. The change itself. An answer to a question is marked as processed in the same transaction
   (`Conversations.answer`), since typed text carries no version as buttons do.
3. `settle`, about once a second for all updates handled meanwhile.

An instance that dies between 2 and 3 leaves a claim that ends after `LEASE`. The update is then
handled again: its change is not repeated, but its answer may be shown a second time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.seen_updates import Claim

LEASE = timedelta(seconds=10)
"""A claim not renewed for this long belongs to a process that died."""

KEPT = timedelta(days=2)
"""Telegram keeps an update for a day, so that one seen before this never comes again."""


@dataclass(frozen=True, slots=True)
class SeenUpdates:
    """The updates seen by all instances."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def claim(self, number: int) -> Claim:
        """Claim an update for this instance."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed = await uow.updates.claim(number, now, now + LEASE)
            await uow.commit()
        return claimed

    async def settle(self, handled: Collection[int], in_progress: Collection[int]) -> None:
        """Mark updates as handled, and renew the claims of those in progress."""
        async with self.unit() as uow:
            if handled:
                await uow.updates.hold(handled, None)
            if in_progress:
                await uow.updates.hold(in_progress, self.clock.now() + LEASE)
            await uow.commit()

    async def give_back(self, in_progress: Collection[int]) -> None:
        """Release the claims of updates that this instance will not handle."""
        async with self.unit() as uow:
            await uow.updates.hold(in_progress, self.clock.now())
            await uow.commit()

    async def forget_old(self) -> int:
        """Delete updates that cannot come again; return how many."""
        async with self.unit() as uow:
            count = await uow.updates.forget_before(self.clock.now() - KEPT)
            await uow.commit()
        return count
