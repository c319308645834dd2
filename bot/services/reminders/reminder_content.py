"""Compose reminders: choose each person's routine, with the data of a whole batch."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

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

ComposeReminder = Callable[[], Reminder | None]
"""Composes one reminder, without I/O; None if no exercise may be offered."""

Compose = Callable[
    [UnitOfWork, Mapping[Delivery, Send], DeliveryFacts],
    Awaitable[Mapping[DeliveryKey, ComposeReminder]],
]
"""Prepares the reminders of a batch, in its order, from the facts about its people."""


@dataclass(frozen=True, slots=True)
class ContentComposer:
    """Composes reminders from the content library."""

    library: Library

    async def __call__(
        self, uow: UnitOfWork, decided: Mapping[Delivery, Send], facts: DeliveryFacts
    ) -> Mapping[DeliveryKey, ComposeReminder]:
        """Prepare the reminders, and schedule second reminders for people who want them."""
        prepared: dict[DeliveryKey, ComposeReminder] = {}
        follow_ups: dict[DeliveryKey, datetime] = {}
        for delivery, send in decided.items():
            key = delivery.key
            case = facts.situation(facts.people[key.person])
            bound = facts.circumstances.own.get((key.person, key.slot))
            week = None
            if key.slot == LOOK_BACK:
                week = await week_of(uow, case, self.library)
            elif case.progress.follow_up and not send.last:
                at = follow_up_at(delivery, case.person.zone)
                follow_ups |= {} if at is None else {key: at}
            prepared[key] = partial(self._compose, delivery, send, case, bound, week)
        await uow.reminders.follow_up(follow_ups)
        return prepared

    def _compose(
        self,
        delivery: Delivery,
        send: Send,
        case: UserState,
        own: CustomRoutine | None,
        week: Week | None,
    ) -> Reminder | None:
        try:
            offer = offer_bound(own, case, self.library) or offer_for(case, self.library)
        except LookupError:
            return None
        if week is not None:
            return Reminder(case.person, delivery, offer, send.late, week=week)
        sore = case.progress.asks_sore(case.now)
        return Reminder(case.person, delivery, offer, send.late, sore, send.last)
