"""Updates that Telegram brings: each is handled by one copy of the bot, and counts once.

Telegram keeps an update until it was handled, since the webhook answers after the handling. What it
brings a second time (its first request was cut off, or took too long) is known by all copies:

1. `claim`, before the handling: one statement. Another copy that is brought the same update says
   "not now"; Telegram comes again.
2. The change itself. An answer to a question is noted as kept in the same transaction
   (`Conversations.answer`), since typed words carry no version as buttons do.
3. `settle`, about once a second for all that was handled meanwhile.

A copy that dies between 2 and 3 leaves a claim that ends after `LEASE`. The update is then handled
again: what it changed is not changed twice, but an answer may be shown a second time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.storage.seen_updates import Claim

LEASE = timedelta(seconds=10)
"""A claim that was not renewed for so long belongs to a process that died."""

KEPT = timedelta(days=2)
"""Telegram keeps an update for a day; one that was seen before that never comes again."""


@dataclass(frozen=True, slots=True)
class SeenUpdates:
    """What was seen, shared by all copies."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def claim(self, number: int) -> Claim:
        """Take an update over."""
        now = self.clock.now()
        async with self.unit() as uow:
            claimed = await uow.updates.claim(number, now, now + LEASE)
            await uow.commit()
        return claimed

    async def settle(self, handled: Collection[int], in_hand: Collection[int]) -> None:
        """Note what was handled, and go on holding what is in hand."""
        async with self.unit() as uow:
            if handled:
                await uow.updates.hold(handled, None)
            if in_hand:
                await uow.updates.hold(in_hand, self.clock.now() + LEASE)
            await uow.commit()

    async def give_back(self, in_hand: Collection[int]) -> None:
        """Let another copy have what this one does not come to."""
        async with self.unit() as uow:
            await uow.updates.hold(in_hand, self.clock.now())
            await uow.commit()

    async def forget_old(self) -> int:
        """Delete what cannot come again; how many."""
        async with self.unit() as uow:
            count = await uow.updates.forget_before(self.clock.now() - KEPT)
            await uow.commit()
        return count
