"""Set reminder slots, move them to another zone, and find the next occurrence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.schedule import (
    LOOK_BACK,
    LOOK_BACK_AT,
    Occurrence,
    Rule,
    local_date,
    next_occurrence,
)
from bot.services.people.people import UnitOfWorkFactory
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.schedules import Slot


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """A person's reminders: local times, weekdays, and the next occurrence if there is one."""

    times: tuple[time, ...] = ()
    weekdays: frozenset[int] = frozenset()
    next: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class Schedules:
    """Reads the schedules of reminders."""

    unit: UnitOfWorkFactory

    async def plan(self, person: PersonId) -> ReminderPlan:
        """The person's current reminders."""
        async with self.unit() as uow:
            return plan_of(await uow.schedules.slots(person))


def plan_of(slots: Sequence[Slot]) -> ReminderPlan:
    """A person's reminders from their slots."""
    reminders = reminders_of(slots)
    if not reminders:
        return ReminderPlan()
    return ReminderPlan(
        times=tuple(sorted({slot.rule.at for slot in reminders})),
        weekdays=frozenset().union(*(slot.rule.weekdays for slot in reminders)),
        next=min((slot.next for slot in reminders), key=lambda each: each.at),
    )


def reminders_of(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots of reminders, without that of the weekly review."""
    return tuple(slot for slot in slots if slot.slot < LOOK_BACK)


def look_back_of(slots: Sequence[Slot]) -> int | None:
    """The weekday of the weekly review (Monday is 0); None without one."""
    return next((min(slot.rule.weekdays) for slot in slots if slot.slot == LOOK_BACK), None)


async def set_rules(
    uow: UnitOfWork, person: Person, rules: Iterable[Rule], now: datetime
) -> ReminderPlan:
    """Replace a person's reminders. The weekly review and the routines of slots are kept.

    A date that a slot has already delivered is not scheduled again. Occurrences that were due
    until now, also while the bot was down, become deliveries first: they were promised.
    """
    slots = await uow.schedules.lock_slots(person.id)
    return await _replace(uow, person, rules, look_back_of(slots), slots, now)


async def set_look_back(uow: UnitOfWork, person: Person, day: int | None, now: datetime) -> None:
    """Set the weekday of the weekly review, or None; the reminders stay as they are."""
    slots = await uow.schedules.lock_slots(person.id)
    await _replace(uow, person, [slot.rule for slot in reminders_of(slots)], day, slots, now)


async def _replace(
    uow: UnitOfWork,
    person: Person,
    rules: Iterable[Rule],
    look_back: int | None,
    before: Iterable[Slot],
    now: datetime,
) -> ReminderPlan:
    await uow.schedules.advance_of(person.id, now)
    numbered = dict(enumerate(rules))
    if look_back is not None:
        numbered[LOOK_BACK] = Rule(LOOK_BACK_AT, frozenset({look_back}))
    bound = {slot.slot: slot.routine for slot in before}
    slots = []
    for number, rule in numbered.items():
        upcoming = await _next_undelivered(uow, person, number, rule, now)
        slots.append(Slot(slot=number, rule=rule, next=upcoming, routine=bound.get(number)))
    await uow.schedules.replace(person.id, slots)
    return plan_of(slots)


async def _next_undelivered(
    uow: UnitOfWork, person: Person, slot: int, rule: Rule, now: datetime
) -> Occurrence:
    delivered = await uow.schedules.delivered_dates(
        person.id, slot, since=local_date(now, person.zone)
    )
    upcoming = next_occurrence(rule, person.zone, now)
    while upcoming.date in delivered:
        upcoming = next_occurrence(rule, person.zone, upcoming.at)
    return upcoming


async def set_times(
    uow: UnitOfWork,
    person: Person,
    times: Sequence[time],
    weekdays: frozenset[int] | None,
    now: datetime,
) -> ReminderPlan:
    """Set new times; the weekdays stay unless they are given."""
    days = weekdays or plan_of(await uow.schedules.lock_slots(person.id)).weekdays
    rules = [Rule(at, days) if days else Rule(at) for at in times]
    return await set_rules(uow, person, rules, now)


async def set_days(
    uow: UnitOfWork, person: Person, weekdays: frozenset[int], now: datetime
) -> ReminderPlan:
    """Set new weekdays for every slot."""
    slots = reminders_of(await uow.schedules.lock_slots(person.id))
    return await set_rules(uow, person, [Rule(slot.rule.at, weekdays) for slot in slots], now)


async def move(uow: UnitOfWork, person: Person, now: datetime) -> ReminderPlan:
    """Reschedule the same rules in the person's new zone."""
    slots = reminders_of(await uow.schedules.lock_slots(person.id))
    return await set_rules(uow, person, [slot.rule for slot in slots], now)
