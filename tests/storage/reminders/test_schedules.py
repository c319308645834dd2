"""Slots are replaced as a set; the time of the next occurrence is a column."""

from datetime import date, time, timedelta

from bot.domain.reminders.schedule import Occurrence, Rule
from bot.domain.routines.routine import RoutineId
from bot.storage.core.database import Database
from bot.storage.reminders.schedules import Slot
from tests.storage.builders import ADA, BEN, NOW, a_person, a_slot, keep, next_of


async def test_slots_are_loaded_as_saved(database: Database) -> None:
    await keep(database, a_person())
    rule = Rule(time(23, 59), frozenset({0, 6}))
    slots = (
        a_slot(time(0, 0)),
        Slot(3, rule, Occurrence(NOW, date(2026, 3, 1)), RoutineId("evening")),
    )
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, slots[::-1])
        assert await uow.schedules.slots(ADA) == slots


async def test_slots_that_are_not_given_are_removed(database: Database) -> None:
    await keep(database, a_person(), a_person(BEN))
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(BEN, [a_slot()])
        await uow.schedules.replace(ADA, [a_slot(), a_slot(time(20, 0), slot=1)])
        await uow.schedules.replace(ADA, [a_slot(time(21, 0), slot=1)])
        assert await uow.schedules.slots(ADA) == (a_slot(time(21, 0), slot=1),)
        await uow.schedules.replace(ADA, [])
        assert await uow.schedules.slots(ADA) == ()
        assert await uow.schedules.slots(BEN) == (a_slot(),)


async def test_the_next_occurrence_is_the_earliest_of_all_slots(database: Database) -> None:
    await keep(database, a_person(), a_person(BEN))
    early, late = a_slot(time(14, 0)), a_slot(time(8, 0), slot=1)
    async with database.unit_of_work() as uow:
        assert await next_of(uow, ADA) is None
        assert await uow.schedules.next_due() is None
        await uow.schedules.replace(ADA, [late, early])
        await uow.schedules.replace(BEN, [late])
        assert await next_of(uow, ADA) == early.next
        assert await next_of(uow, BEN) == late.next
        assert await uow.schedules.next_due() == early.next.at


async def test_dates_with_a_delivery_are_found(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [a_slot(), a_slot(time(9, 0), slot=1)])
        await uow.schedules.advance_due(NOW + timedelta(days=3))
        (first, *_) = await uow.reminders.claim(NOW + timedelta(days=3), 1, timedelta(minutes=1))
        await uow.reminders.snooze(first.key, NOW + timedelta(days=4))
        since = date(2026, 3, 4)
        dates = await uow.schedules.delivered_dates(ADA, 0, since)
    assert dates == {date(2026, 3, 4), date(2026, 3, 5)}
