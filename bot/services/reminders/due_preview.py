"""Preview what the scheduler would send now, without sending: counts and times, no persons."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.reminders.delivery import Delivery, Drop, DropReason, Send, decide
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock
from bot.services.reminders.delivery_facts import DeliveryFacts
from bot.services.reminders.reminder_delivery import LEASE

MOST = 1000
"""The most reminders inspected; their rows stay locked for a running bot during the preview."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is due at `now`: how many would be sent, by due time (to the minute, UTC).

    `has_more`: only the first `MOST` were inspected. `next_due` is the next time after now.
    """

    now: datetime
    sent: Mapping[datetime, int] = field(default_factory=dict)
    late: int = 0
    left_out: Mapping[DropReason, int] = field(default_factory=dict)
    has_more: bool = False
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Previews:
    """Does what the scheduler does, and rolls it all back."""

    unit: UnitOfWorkFactory
    clock: Clock
    spread: timedelta = timedelta(0)
    """The window over which reminders are spread."""

    async def due(self) -> Preview:
        """What would be sent and dropped now."""
        now = self.clock.now()
        async with self.unit() as uow:  # never committed
            advanced = await uow.schedules.advance_due(now, MOST, self.spread)
            claimed = await uow.reminders.claim(now, MOST, LEASE)
            sent: Counter[datetime] = Counter()
            left_out: Counter[DropReason] = Counter()
            late = 0
            known = await DeliveryFacts.to_decide(uow, claimed, now)
            for delivery in claimed:
                match _verdict(known, delivery, now, self.spread):
                    case Send(is_late):
                        sent[delivery.due_at.replace(second=0, microsecond=0)] += 1
                        late += is_late
                    case Drop(reason):
                        left_out[reason] += 1
            following = await uow.schedules.next_due()
        has_more = max(advanced, len(claimed)) >= MOST
        return Preview(now, dict(sorted(sent.items())), late, left_out, has_more, following)


def _verdict(
    known: DeliveryFacts, delivery: Delivery, now: datetime, spread: timedelta
) -> Send | Drop:
    person = known.people.get(delivery.key.person)
    if person is None:
        return Drop(DropReason.GONE)
    return decide(delivery, person, known.today(delivery), now, spread)
