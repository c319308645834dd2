"""Compose reminders: choose each person's routine, with the data of a whole batch."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.domain.people.person import Person
from bot.domain.plan.recommendation import UserState
from bot.domain.reminders.delivery import Delivery, DeliveryKey, Send, follow_up_at
from bot.domain.reminders.schedule import LOOK_BACK
from bot.domain.routines.custom_routines import CustomRoutine
from bot.services.plan.recommendations import offer_for
from bot.services.plan.weekly_review import week_of
from bot.services.ports import Library, Reminder, Week
from bot.services.reminders.delivery_facts import DeliveryFacts
from bot.services.routines.custom_routines import offer_bound
from bot.storage.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReminderContent:
    """A claimed reminder that is to be sent, its recipient, and how to send it."""

    delivery: Delivery
    person: Person
    send: Send


@dataclass(frozen=True, slots=True)
class PendingReminder:
    """A reminder ready to compose. `make` does no I/O; None if no exercise may be served."""

    delivery: Delivery
    make: Callable[[], Reminder | None]


Compose = Callable[
    [UnitOfWork, Sequence[ReminderContent], DeliveryFacts], Awaitable[list[PendingReminder]]
]
"""Prepares the reminders of a batch, in its order, from the facts about its people."""


@dataclass(frozen=True, slots=True)
class ContentComposer:
    """Composes reminders from the content library."""

    library: Library

    async def __call__(
        self, uow: UnitOfWork, chosen: Sequence[ReminderContent], known: DeliveryFacts
    ) -> list[PendingReminder]:
        """Prepare the reminders, and schedule second reminders for people who want them."""
        drafts = []
        follow_ups: dict[DeliveryKey, datetime | None] = {}
        for each in chosen:
            key = each.delivery.key
            case = known.situation(each.person)
            bound = known.circumstances.own.get((key.person, key.slot))
            week = None
            if key.slot == LOOK_BACK:
                week = await week_of(uow, case, self.library)
            elif case.course.follow_up and not each.send.last:
                follow_ups[key] = follow_up_at(each.delivery, each.person.zone)
            make = partial(self._reminder, each, case, bound, week)
            drafts.append(PendingReminder(each.delivery, make))
        await uow.reminders.follow_up({key: at for key, at in follow_ups.items() if at is not None})
        return drafts

    def _reminder(
        self, chosen: ReminderContent, case: UserState, own: CustomRoutine | None, week: Week | None
    ) -> Reminder | None:
        try:
            offer = offer_bound(own, case, self.library) or offer_for(case, self.library)
        except LookupError:
            return None
        late, sore = chosen.send.late, case.course.asks_sore(case.now)
        if week is not None:
            return Reminder(chosen.person, chosen.delivery, offer, late, week=week)
        return Reminder(chosen.person, chosen.delivery, offer, late, sore, chosen.send.last)
