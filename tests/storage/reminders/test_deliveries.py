"""Deliveries from due to settled: leases, attempts, retries, answers, snoozes."""

from collections.abc import Set
from datetime import date, timedelta

import pytest

from bot.domain.reminders.delivery import FOLLOW_UP, MAX_ATTEMPTS, DropReason
from bot.storage.core.database import Database
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.daily_facts import DayFact, Fact
from bot.storage.reminders.delivery_updates import Release
from tests.storage.builders import (
    ADA,
    LEASE,
    NOW,
    a_claimed,
    a_slot,
    deliveries,
    last_sent,
    message_of,
)

LATER = NOW + timedelta(minutes=10)
DAY = date(2026, 3, 3)


async def facts(uow: UnitOfWork, *days: date) -> Set[DayFact]:
    """The facts about Ada that decide reminders of these days."""
    found = await uow.circumstances.of_reminders([ADA], days, DAY)
    return set(found.facts)


async def test_a_claim_is_exclusive_until_its_lease_ends(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        assert await uow.reminders.next_due() == NOW + LEASE
        assert await uow.reminders.claim(NOW + LEASE - timedelta(seconds=1), 10, LEASE) == ()
        assert await uow.reminders.claim(NOW + LEASE, 10, LEASE) == (delivery,)
        assert await uow.reminders.next_due() == NOW + 2 * LEASE


async def test_claims_are_limited_and_ordered_by_due_time(database: Database) -> None:
    everything = await deliveries(database, 5)
    async with database.unit_of_work() as uow:
        await uow.reminders.snooze(everything[0].key, NOW - timedelta(days=9))
        first = await uow.reminders.claim(NOW, 3, LEASE)
        second = await uow.reminders.claim(NOW, 10, LEASE)
    assert (len(first), len(second)) == (3, 3)
    assert first[0].key.round == 1
    assert {each.key for each in (*first[1:], *second)} == {each.key for each in everything}


async def test_attempts_are_counted_and_limited(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        for number in range(MAX_ATTEMPTS):
            assert await uow.reminders.attempt([delivery.key], NOW), number
        assert not await uow.reminders.attempt([delivery.key], NOW)
        stored = await uow.reminders.get(delivery.key)
    assert stored is not None
    assert stored.attempts == MAX_ATTEMPTS


async def test_an_attempt_needs_a_claim_that_has_not_ended(database: Database) -> None:
    (waiting,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        assert not await uow.reminders.attempt([waiting.key], NOW)
        await uow.reminders.claim(NOW, 1, LEASE)
        assert not await uow.reminders.attempt([waiting.key], NOW + LEASE)
        assert await uow.reminders.attempt([waiting.key], NOW)
        await uow.reminders.dropped({waiting.key: DropReason.DONE}, NOW)
        assert not await uow.reminders.attempt([waiting.key], NOW)


@pytest.mark.parametrize("attempts", [0, 1])
async def test_a_released_reminder_is_due_again_at_its_time(
    database: Database, attempts: int
) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        assert await uow.reminders.attempt([delivery.key], NOW)
        await uow.reminders.release({delivery.key: Release(LATER, undo_attempt=attempts == 0)})
        assert await uow.reminders.next_due() == LATER
        assert await uow.reminders.claim(LATER - timedelta(seconds=1), 10, LEASE) == ()
        (again,) = await uow.reminders.claim(LATER, 10, LEASE)
    assert (again.key, again.due_at, again.attempts) == (delivery.key, delivery.due_at, attempts)


async def test_attempts_never_fall_below_zero(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.release({delivery.key: Release(NOW, undo_attempt=True)})
        assert await uow.reminders.get(delivery.key) == delivery


async def test_a_sent_reminder_stays_settled(database: Database) -> None:
    delivery = await a_claimed(database)
    key = delivery.key
    async with database.unit_of_work() as uow:
        await uow.reminders.sent({key: 2**40}, NOW)
        await uow.reminders.sent({key: 3}, LATER)
        await uow.reminders.dropped({key: DropReason.TOO_LATE}, NOW)
        await uow.reminders.release({key: Release(NOW, undo_attempt=False)})
        assert await uow.reminders.claim(NOW + timedelta(days=99), 10, LEASE) == ()
        assert await uow.reminders.next_due() is None
        assert await message_of(uow, key) == 2**40
        assert await last_sent(uow, ADA) == delivery
        assert (await uow.reminders.days(ADA)).planned == {DAY}


async def test_an_acknowledgement_after_the_lease_still_counts(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.claim(NOW + LEASE, 1, LEASE)
        await uow.reminders.dropped({delivery.key: DropReason.UNANSWERED}, NOW + LEASE)
        await uow.reminders.sent({delivery.key: 7}, NOW + LEASE)
        assert await message_of(uow, delivery.key) == 7
        assert (await uow.reminders.days(ADA)).planned == {DAY}


@pytest.mark.parametrize("reason", DropReason)
async def test_a_dropped_reminder_is_settled_and_plans_no_day(
    database: Database, reason: DropReason
) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.dropped({delivery.key: reason}, NOW)
        assert await uow.reminders.claim(NOW + timedelta(days=99), 10, LEASE) == ()
        assert (await uow.reminders.days(ADA)).planned == frozenset()
        assert await last_sent(uow, ADA) is None
        assert await message_of(uow, delivery.key) is None


async def test_an_unknown_reminder_is_ignored(database: Database) -> None:
    (delivery,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        await uow.people.forget(ADA)
        assert await uow.reminders.get(delivery.key) is None
        assert await message_of(uow, delivery.key) is None
        assert not await uow.reminders.attempt([delivery.key], NOW)
        assert not await uow.reminders.snooze(delivery.key, LATER)
        await uow.reminders.sent({delivery.key: 1}, NOW)
        assert await uow.reminders.get(delivery.key) is None


async def test_not_today_is_known_for_its_day_only(database: Database) -> None:
    (delivery,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        for answer in ("start", "short", "later"):
            await uow.reminders.answer(delivery.key, answer)
            assert not await facts(uow, DAY)
        await uow.reminders.answer(delivery.key, "not-today")
        assert await facts(uow, DAY) == {(Fact.NOT_TODAY, ADA, DAY)}
        assert not await facts(uow, DAY + timedelta(days=1))


async def test_a_snooze_is_sent_once_more_and_keeps_the_schedule(database: Database) -> None:
    (delivery,) = await deliveries(database)
    key = delivery.key
    async with database.unit_of_work() as uow:
        before = await uow.schedules.slots(ADA)
        await uow.reminders.sent({key: 1}, NOW)
        assert await uow.reminders.snooze(key, LATER)
        assert not await uow.reminders.snooze(key, LATER + LEASE)
        assert await uow.reminders.claim(NOW, 10, LEASE) == ()
        (again,) = await uow.reminders.claim(LATER, 10, LEASE)
        assert await uow.schedules.slots(ADA) == before == (a_slot(after=delivery.due_at),)
    assert (again.key.date, again.key.slot, again.key.round) == (key.date, key.slot, 1)
    assert (again.due_at, again.day, again.attempts) == (LATER, delivery.day, 0)


async def test_a_snoozed_reminder_can_be_snoozed_again(database: Database) -> None:
    (delivery,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.sent({delivery.key: 1}, NOW)
        await uow.reminders.snooze(delivery.key, LATER)
        (again,) = await uow.reminders.claim(LATER, 1, LEASE)
        await uow.reminders.sent({again.key: 2}, LATER)
        assert await last_sent(uow, ADA) == again
        assert (await uow.reminders.days(ADA)).planned == {DAY}
        assert await uow.reminders.snooze(again.key, LATER + LEASE)
        (third,) = await uow.reminders.claim(LATER + LEASE, 1, LEASE)
    assert third.key.round == 2


async def test_waiting_snoozes_of_a_day_that_is_done_are_dropped(database: Database) -> None:
    first, second = await deliveries(database, 2)
    async with database.unit_of_work() as uow:
        for each in (first, second):
            await uow.reminders.snooze(each.key, LATER)
        await uow.reminders.cancel_waiting(ADA, DAY - timedelta(days=1))
        await uow.reminders.cancel_waiting(ADA, DAY)
        left = await uow.reminders.claim(LATER, 10, LEASE)
    rounds = sorted((each.key.person, each.key.round) for each in left)
    other = max(first.key.person, second.key.person)
    assert rounds == [(ADA, 0), (other, 0), (other, 1)]


async def test_a_snooze_that_was_sent_stays_sent_when_its_day_is_done(database: Database) -> None:
    (delivery,) = await deliveries(database)
    async with database.unit_of_work() as uow:
        await uow.reminders.sent({delivery.key: 1}, NOW)
        await uow.reminders.snooze(delivery.key, LATER)
        (again,) = await uow.reminders.claim(LATER, 1, LEASE)
        await uow.reminders.sent({again.key: 2}, LATER)
        await uow.reminders.cancel_waiting(ADA, DAY)
        assert await last_sent(uow, ADA) == again


async def test_unanswered_days_count_since_the_person_was_last_heard_from(
    database: Database,
) -> None:
    everything = await deliveries(database, 3)
    async with database.unit_of_work() as uow:
        await uow.reminders.claim(NOW, 10, LEASE)
        await uow.reminders.sent({each.key: 1 for each in everything}, NOW)
        assert not await facts(uow), "a person never heard from does not count as silent"
        days = sorted({each.day for each in everything})
        for heard, expected in ((days[0] - timedelta(days=1), days), (days[0], days[1:])):
            await uow.people.change(ADA, heard_on=heard)
            found = await facts(uow)
            assert found == {(Fact.UNANSWERED, ADA, day) for day in expected}


async def test_a_follow_up_is_saved_once_and_cancelled_with_snoozes(database: Database) -> None:
    delivery = await a_claimed(database)
    async with database.unit_of_work() as uow:
        for _ in range(2):
            await uow.reminders.follow_up({delivery.key: LATER})
        await uow.reminders.sent({delivery.key: 1}, NOW)
        (again,) = await uow.reminders.claim(LATER, 10, LEASE)
        assert again.key.round == FOLLOW_UP
        await uow.reminders.release({again.key: Release(LATER, undo_attempt=True)})
        await uow.reminders.cancel_waiting(ADA, delivery.day)
        assert await uow.reminders.claim(LATER, 10, LEASE) == ()
