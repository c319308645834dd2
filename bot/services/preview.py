"""What a beat would do now, without doing it: counts and moments, never who."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.people import Person
from bot.domain.reminders import Delivery, Drop, DropReason, Send, Today, decide
from bot.services.people import OpenUnit
from bot.services.ports import Clock
from bot.storage.unit_of_work import UnitOfWork

MOST = 1000
"""Reminders looked at; a running bot is kept from these rows for that long."""

_LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Preview:
    """What is due at `now`: moments (to the minute, UTC) with how many would be sent then.

    `has_more` says that only the first were looked at; `next_due` is the next moment after now.
    """

    now: datetime
    sent: Mapping[datetime, int] = field(default_factory=dict)
    late: int = 0
    left_out: Mapping[DropReason, int] = field(default_factory=dict)
    has_more: bool = False
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Previews:
    """Does what a beat does, and rolls it all back."""

    unit: OpenUnit
    clock: Clock

    async def due(self) -> Preview:
        """What would be sent and left out now."""
        now = self.clock.now()
        async with self.unit() as uow:  # never committed
            rolled = await uow.schedules.roll_due(now, MOST)
            claimed = await uow.reminders.claim(now, MOST, _LEASE)
            sent: Counter[datetime] = Counter()
            left_out: Counter[DropReason] = Counter()
            late = 0
            for delivery in claimed:
                match await _verdict(uow, delivery, now):
                    case Send(is_late):
                        sent[delivery.due_at.replace(second=0, microsecond=0)] += 1
                        late += is_late
                    case Drop(reason):
                        left_out[reason] += 1
            following = await uow.schedules.next_due()
        has_more = max(rolled, len(claimed)) >= MOST
        return Preview(now, dict(sorted(sent.items())), late, left_out, has_more, following)


async def _verdict(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Send | Drop:
    person = await uow.people.get(delivery.key.person)
    if person is None:
        return Drop(DropReason.GONE)
    return decide(delivery, person, await _today(uow, person, delivery), now)


async def _today(uow: UnitOfWork, person: Person, delivery: Delivery) -> Today:
    return Today(
        done=delivery.day in await uow.workouts.done_days(person.id),
        not_today=await uow.reminders.said_not_today(person.id, delivery.day),
        active=await uow.workouts.active(person.id) is not None,
    )
