"""Days filled in manually, days called off, and sessions deleted."""

from datetime import date, timedelta
from typing import Any

from bot.domain.reminders.delivery import DropReason
from bot.domain.session.session import Ending, Outcome
from bot.storage.core.database import Database
from bot.storage.reminders.reminder_days import ReminderDays
from tests.storage.builders import (
    ADA,
    BEN,
    NOW,
    a_claimed,
    a_line,
    a_person,
    a_session,
    deliveries,
    keep,
)

DAY = date(2026, 3, 2)


async def test_a_day_is_filled_in_once(database: Database) -> None:
    await keep(database, a_person(), a_person(BEN))
    async with database.unit_of_work() as uow:
        await uow.filled.add(ADA, DAY, NOW)
        await uow.filled.add(ADA, DAY, NOW + timedelta(hours=1))
        await uow.filled.add(BEN, DAY, NOW)
        await uow.commit()
    async with database.unit_of_work() as uow:
        assert await uow.filled.of(ADA) == {DAY: NOW}
        await uow.filled.remove(ADA, DAY)
        assert await uow.filled.of(ADA) == {}
        assert await uow.filled.of(BEN) == {DAY: NOW}


async def test_a_day_that_is_called_off_stays_so(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.attempt([delivery.key], NOW)
        await uow.reminders.sent({delivery.key: 1}, NOW)
        assert (await uow.reminders.days(ADA)).planned == {delivery.day}
        await uow.reminders.call_off(ADA, delivery.day)
        await uow.reminders.answer(delivery.key, "not-today")
        found = await uow.reminders.days(ADA)
    assert found == ReminderDays(frozenset(), frozenset({delivery.day}), frozenset())


async def test_a_reminder_that_was_not_sent_says_why(database: Database) -> None:
    for reason in DropReason:
        (delivery,) = await deliveries(database)
        async with database.unit_of_work() as uow:
            await uow.reminders.dropped({delivery.key: reason}, NOW)
            found = await uow.reminders.days(ADA)
        assert found.planned == frozenset()
        rests, lost = (
            {DropReason.PAUSED, DropReason.HELD},
            {
                DropReason.TOO_LATE,
                DropReason.UNANSWERED,
            },
        )
        assert bool(found.paused) == (reason in rests)
        assert bool(found.lost) == (reason in lost)


async def test_the_last_session_that_counts_can_be_deleted(database: Database) -> None:
    await keep(database, a_person())
    over: dict[str, Any] = {"ending": Ending.FINISHED, "ended_at": NOW}
    async with database.unit_of_work() as uow:
        done = await uow.sessions.add(a_session(log=(a_line(),), **over), None)
        await uow.sessions.add(a_session(log=(a_line(outcome=Outcome.SKIPPED),), **over), None)
        await uow.sessions.add(a_session(log=(a_line(),)), NOW)
        assert await uow.sessions.last_counted(ADA) == done
        await uow.sessions.remove(BEN, done.id)
        assert await uow.sessions.last_counted(ADA) == done
        await uow.sessions.remove(ADA, done.id)
        assert await uow.sessions.last_counted(ADA) is None


async def test_the_weekly_goal_is_saved(database: Database) -> None:
    await keep(database, a_person(weekly_goal=3))
    async with database.unit_of_work() as uow:
        assert await uow.people.get(ADA) == a_person(weekly_goal=3)
