"""Every date gets one reminder, however late the bot runs and however many copies run."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.progress.streak import user_day
from bot.domain.reminders.delivery import Delivery
from bot.storage.core.database import Database
from tests.storage.builders import ADA, LEASE, NOW, a_person, a_slot, keep, message_of, next_of
from tests.storage.counting import counted

A_DAY = timedelta(days=1)


async def _rolled(database: Database, now: datetime, limit: int = 200) -> int:
    async with database.unit_of_work() as uow:
        count = await uow.schedules.advance_due(now, limit)
        await uow.commit()
        return count


async def _all(database: Database) -> tuple[Delivery, ...]:
    async with database.unit_of_work() as uow:
        return await uow.reminders.claim(NOW + timedelta(days=4000), 10_000, LEASE)


async def test_nothing_is_due_before_its_time(database: Database) -> None:
    await keep(database, a_person())
    slot = a_slot()
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [slot])
        await uow.commit()
    assert await _rolled(database, slot.next.at - timedelta(microseconds=1)) == 0
    assert await _rolled(database, slot.next.at) == 1
    assert await _rolled(database, slot.next.at) == 0


async def test_an_occurrence_becomes_a_delivery_and_the_schedule_advances(
    database: Database,
) -> None:
    person = a_person(day_starts=time(9, 0))
    await keep(database, person)
    slot = a_slot()
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [slot])
        await uow.schedules.advance_due(slot.next.at)
        assert await uow.schedules.slots(ADA) == (a_slot(after=slot.next.at),)
        assert await uow.reminders.next_due() == slot.next.at
        (delivery,) = await uow.reminders.claim(slot.next.at, 10, LEASE)
    assert delivery.due_at == slot.next.at
    assert (delivery.key.person, delivery.key.date) == (ADA, date(2026, 3, 3))
    assert (delivery.key.slot, delivery.key.round, delivery.attempts) == (0, 0, 0)
    assert (
        delivery.day == user_day(slot.next.at, person.zone, person.day_starts) == date(2026, 3, 2)
    )


async def test_the_key_is_the_local_date_of_the_person(database: Database) -> None:
    zone = "Asia/Kathmandu"
    await keep(database, a_person(zone=zone))
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [a_slot(time(4, 0), zone=zone)])
        await uow.schedules.advance_due(NOW + 2 * A_DAY)
        found = await uow.reminders.claim(NOW + 2 * A_DAY, 10, LEASE)
    assert [each.key.date for each in found] == [date(2026, 3, 3), date(2026, 3, 4)]
    assert [each.due_at.date() for each in found] == [date(2026, 3, 2), date(2026, 3, 3)]


async def test_each_missed_date_gets_its_own_reminder(database: Database) -> None:
    await keep(database, a_person())
    working_days = frozenset(range(5))
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [a_slot(weekdays=working_days)])
        await uow.commit()
    # Three weeks that include the start of daylight saving time.
    assert await _rolled(database, datetime(2026, 4, 6, 12, 0, tzinfo=UTC)) == 1
    found = await _all(database)
    days = (date(2026, 3, 3) + timedelta(days=offset) for offset in range(35))
    assert [each.key.date for each in found] == [day for day in days if day.weekday() < 5]
    assert {each.due_at.time() for each in found[:19]} == {time(7, 0)}
    assert {each.due_at.time() for each in found[19:]} == {time(6, 0)}


async def test_a_schedule_moved_back_never_repeats_a_date(database: Database) -> None:
    await keep(database, a_person())
    for at in (time(8, 0), time(9, 0), time(8, 0)):
        async with database.unit_of_work() as uow:
            await uow.schedules.replace(ADA, [a_slot(at)])
            await uow.commit()
        assert await _rolled(database, NOW + 2 * A_DAY) == 1
    dates = [each.key.date for each in await _all(database)]
    assert dates == [date(2026, 3, 3), date(2026, 3, 4)]


async def test_an_edit_does_not_resend_a_sent_reminder(database: Database) -> None:
    await keep(database, a_person())
    slot = a_slot()
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [slot])
        await uow.schedules.advance_due(slot.next.at)
        (delivery,) = await uow.reminders.claim(slot.next.at, 1, LEASE)
        await uow.reminders.sent({delivery.key: 5}, slot.next.at)
        later_that_day = a_slot(time(18, 0), after=slot.next.at)
        await uow.schedules.replace(ADA, [later_that_day])
        assert await uow.schedules.advance_due(later_that_day.next.at) == 1
        assert await uow.reminders.claim(later_that_day.next.at, 1, LEASE) == ()
        assert await message_of(uow, delivery.key) == 5


async def test_a_batch_takes_the_longest_overdue(database: Database) -> None:
    people = [a_person(ADA + number) for number in range(5)]
    await keep(database, *people)
    async with database.unit_of_work() as uow:
        for number, person in enumerate(people):
            await uow.schedules.replace(person.id, [a_slot(time(12 - number, 0))])
        await uow.commit()
    assert await _rolled(database, NOW + A_DAY, limit=2) == 2
    async with database.unit_of_work() as uow:
        claimed = await uow.reminders.claim(NOW + A_DAY, 10, LEASE)
    assert [each.key.person for each in claimed] == [ADA + 4, ADA + 3]
    assert await _rolled(database, NOW + A_DAY, limit=10) == 3


async def test_four_copies_that_advance_together_make_each_reminder_once(database_url: str) -> None:
    copies = [await Database.open(database_url) for _ in range(4)]
    people = [a_person(ADA + number) for number in range(200)]
    await keep(copies[0], *people)
    async with copies[0].unit_of_work() as uow:
        for person in people:
            await uow.schedules.replace(person.id, [a_slot()])
        await uow.commit()

    async def roll(copy: Database) -> int:
        total = 0
        while count := await _rolled(copy, NOW + A_DAY, limit=13):
            total += count
        return total

    assert sum(await asyncio.gather(*map(roll, copies))) == 200
    assert sorted(each.key.person for each in await _all(copies[0])) == [p.id for p in people]
    for copy in copies:
        await copy.close()


async def test_a_schedule_that_cannot_be_computed_does_not_block_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await keep(database, a_person(), a_person(ADA + 1))
    async with database.unit_of_work() as uow:
        for person in (ADA, ADA + 1):
            await uow.schedules.replace(a_person(person).id, [a_slot()])
        await uow.people.change(ADA, zone="Atlantis/Capital")
        await uow.commit()
    assert await _rolled(database, NOW + A_DAY) == 2
    assert [each.key.person for each in await _all(database)] == [ADA + 1]
    assert "Atlantis/Capital" in caplog.text
    async with database.unit_of_work() as uow:
        put_off = await next_of(uow, ADA)
    assert put_off is not None
    assert put_off.at == NOW + 2 * A_DAY


async def test_a_batch_is_claimed_in_two_statements_or_three_on_sqlite(database: Database) -> None:
    people = [a_person(ADA + number) for number in range(20)]
    await keep(database, *people)
    async with database.unit_of_work() as uow:
        for person in people:
            await uow.schedules.replace(person.id, [a_slot()])
        await uow.commit()
    async with database.unit_of_work() as uow:
        is_server = uow.connection.dialect.name == "postgresql"
        with counted() as asked:
            rolled = await uow.schedules.claim_due(NOW + A_DAY, 100, LEASE)
        await uow.commit()
    assert len(rolled.claimed) == 20
    assert asked.statements == (2 if is_server else 3)


async def test_a_date_that_has_a_reminder_already_is_not_claimed_again(database: Database) -> None:
    await keep(database, a_person(), a_person(ADA + 1))
    async with database.unit_of_work() as uow:
        await uow.schedules.replace(ADA, [a_slot()])
        first = await uow.schedules.claim_due(NOW + A_DAY, 100, LEASE)
        for person in (a_person(), a_person(ADA + 1)):
            await uow.schedules.replace(person.id, [a_slot()])
        again = await uow.schedules.claim_due(NOW + A_DAY, 100, LEASE)
        await uow.commit()
    assert [each.key.person for each in first.claimed] == [ADA]
    assert again.count == 2
    assert [each.key.person for each in again.claimed] == [ADA + 1]
