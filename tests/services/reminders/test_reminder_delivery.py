"""Delivery on both databases: claim, attempt, send, record; with crashes and refusals."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot import metrics
from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DropReason
from bot.domain.reminders.schedule import Rule
from bot.domain.session.session import SessionId
from bot.services.ports import Gone, Reminder, SendOutcome, SendSlot, Sent, TryLater
from bot.services.reminders.delivery_rate import DeliveryRate
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import LEASE, Deliveries
from bot.services.reminders.schedules import set_rules
from bot.services.send_permit import Reason
from bot.storage.core.database import Database
from tests.builders import a_person, at, utc
from tests.services.fakes import LIBRARY, Clock, slot

EIGHT = utc("2026-03-10T08:00")
HALF_A_DAY = timedelta(hours=12)


class Crash(BaseException):
    """The process dies."""


@dataclass
class FakeNotifier:
    """A notifier that records what it was asked to send, and answers as configured."""

    answer: Callable[[Reminder], SendOutcome] = lambda reminder: Sent(1)
    sent: list[tuple[PersonId, bool]] = field(default_factory=list)

    def remind(self, reminder: Reminder) -> SendSlot:
        return slot(partial(self.send, reminder))

    async def send(self, reminder: Reminder) -> SendOutcome:
        self.sent.append((reminder.person.id, reminder.late))
        await asyncio.sleep(0)
        return self.answer(reminder)

    async def show_session(self, session: SessionId) -> None:
        """No cards here."""


@dataclass
class Env:
    """The delivery services of one database."""

    database: Database
    clock: Clock = field(default_factory=Clock)

    @property
    def deliveries(self) -> Deliveries:
        """As in a process that has just started."""
        return Deliveries(self.database.unit_of_work, self.clock, ContentComposer(LIBRARY))

    @property
    def reminders(self) -> Reminders:
        return Reminders(self.database.unit_of_work, self.clock)

    async def people(self, count: int, zone: str = "UTC") -> None:
        async with self.database.unit_of_work() as uow:
            for number in range(1, count + 1):
                person = a_person(id=PersonId(number), zone=zone)
                await uow.people.add(person)
                await set_rules(uow, person, [Rule(at("08:00"))], self.clock.now())
            await uow.commit()

    async def deliver(self, fake: FakeNotifier, moment: datetime) -> None:
        self.clock.moment = moment
        while await self.deliveries.deliver_due(fake):
            pass


@pytest.fixture
def env(database: Database) -> Env:
    """Delivery services without people."""
    return Env(database)


async def test_everybody_due_gets_one_and_nobody_else_does(env: Env) -> None:
    await env.people(20)
    fake = FakeNotifier()
    await env.deliver(fake, EIGHT - timedelta(seconds=1))
    assert fake.sent == []
    for second in range(3):
        await env.deliver(fake, EIGHT + timedelta(seconds=second))
    assert sorted(fake.sent) == [(PersonId(number), False) for number in range(1, 21)]


async def test_several_concurrent_processes_send_once(env: Env) -> None:
    await env.people(40)
    fake = FakeNotifier()
    env.clock.moment = EIGHT
    await asyncio.gather(*(env.deliveries.deliver_due(fake) for _ in range(4)))
    await env.deliver(fake, EIGHT + timedelta(seconds=1))
    assert len(fake.sent) == len(set(fake.sent)) == 40


async def test_after_a_crash_while_sending_it_is_sent_again_after_the_lease(env: Env) -> None:
    await env.people(1)

    def die(_: Reminder) -> SendOutcome:
        raise Crash

    dying, fake = FakeNotifier(die), FakeNotifier()
    with pytest.raises(BaseExceptionGroup):
        await env.deliver(dying, EIGHT)
    await env.deliver(fake, EIGHT + LEASE - timedelta(seconds=1))
    assert fake.sent == []
    await env.deliver(fake, EIGHT + LEASE + timedelta(seconds=1))
    await env.deliver(fake, EIGHT + 3 * LEASE)
    assert len(dying.sent + fake.sent) == 2


async def test_repeated_crashes_never_send_more_than_two_copies(env: Env) -> None:
    await env.people(1)

    def die(_: Reminder) -> SendOutcome:
        raise Crash

    dying = FakeNotifier(die)
    for minutes in range(0, 20, 2):
        try:
            await env.deliver(dying, EIGHT + timedelta(minutes=minutes))
        except BaseExceptionGroup:
            continue
    assert len(dying.sent) == 2


async def test_a_message_that_certainly_did_not_arrive_is_retried(env: Env) -> None:
    await env.people(1)
    busy = FakeNotifier(lambda _: TryLater(timedelta(seconds=30), certain=True))
    for minutes in range(5):
        await env.deliver(busy, EIGHT + timedelta(minutes=minutes))
    assert len(busy.sent) == 5
    fake = FakeNotifier()
    await env.deliver(fake, EIGHT + timedelta(minutes=15))
    assert fake.sent == [(PersonId(1), True)]


async def test_a_message_whose_answer_was_lost_is_sent_once_more_only(env: Env) -> None:
    await env.people(1)
    silent = FakeNotifier(lambda _: TryLater(timedelta(seconds=10), certain=False))
    for minutes in range(6):
        await env.deliver(silent, EIGHT + timedelta(minutes=minutes))
    assert len(silent.sent) == 2


async def test_somebody_who_blocked_the_bot_is_not_tried_again(env: Env) -> None:
    await env.people(1)
    gone = FakeNotifier(lambda _: Gone())
    for day in range(3):
        await env.deliver(gone, EIGHT + timedelta(days=day))
    assert len(gone.sent) == 1
    async with env.database.unit_of_work() as uow:
        person = await uow.people.get(PersonId(1))
        assert person is not None
        assert not person.reachable
        assert (await uow.reminders.days(PersonId(1))).planned == frozenset()


async def test_after_days_of_outage_one_is_sent_and_each_missed_date_is_recorded(
    env: Env,
) -> None:
    await env.people(1)
    fake = FakeNotifier()
    await env.deliver(fake, EIGHT + timedelta(days=3, hours=1))
    assert fake.sent == [(PersonId(1), True)]
    async with env.database.unit_of_work() as uow:
        dates = await uow.schedules.delivered_dates(PersonId(1), 0, since=EIGHT.date())
        assert len(dates) == 4


async def test_the_next_due_time_is_known(env: Env) -> None:
    assert await env.reminders.next_due() is None
    await env.people(2)
    assert await env.reminders.next_due() == EIGHT
    await env.deliver(FakeNotifier(), EIGHT)
    assert await env.reminders.next_due() == EIGHT + timedelta(days=1)


async def test_a_row_that_fails_does_not_stop_the_others(env: Env) -> None:
    await env.people(3)

    def refuse(reminder: Reminder) -> SendOutcome:
        if reminder.person.id == PersonId(2):
            raise RuntimeError("a bug of ours")
        return Sent(1)

    fake = FakeNotifier(refuse)
    with pytest.raises(ExceptionGroup):
        await env.deliver(fake, EIGHT)
    calm = FakeNotifier()
    await env.deliver(calm, EIGHT + 2 * LEASE)
    reached = {id_ for id_, _ in (*fake.sent, *calm.sent)}
    assert reached == {PersonId(1), PersonId(2), PersonId(3)}


async def test_a_message_that_was_not_sent_costs_no_attempt(env: Env) -> None:
    await env.people(1)

    class Busy(FakeNotifier):
        def remind(self, reminder: Reminder) -> SendSlot:
            return slot(TryLater(timedelta(seconds=30), certain=True))

    silent = FakeNotifier(lambda _: TryLater(timedelta(seconds=1), certain=False))
    await env.deliver(silent, EIGHT)
    for minutes in range(1, 5):
        await env.deliver(Busy(), EIGHT + timedelta(minutes=minutes))
    for minutes in range(5, 10):
        await env.deliver(silent, EIGHT + timedelta(minutes=minutes))
    assert len(silent.sent) == 2


async def test_when_the_permit_closes_nothing_is_sent_and_the_rest_is_released(env: Env) -> None:
    await env.people(60)
    deliveries = env.deliveries
    first = asyncio.Event()

    class Slow(FakeNotifier):
        async def send(self, reminder: Reminder) -> SendOutcome:
            outcome = await super().send(reminder)
            first.set()
            return outcome

    stopped, fake = Slow(), FakeNotifier()
    env.clock.moment = EIGHT
    delivery = asyncio.create_task(deliveries.deliver_due(stopped))
    await first.wait()
    deliveries.permit.close(Reason.STOPPING)
    await delivery
    assert 0 < len(stopped.sent) < 60
    await env.deliver(fake, EIGHT)  # another process, with no lease to wait for
    assert sorted(stopped.sent + fake.sent) == [(PersonId(n), False) for n in range(1, 61)]


async def test_spread_reminders_keep_their_offset_and_are_not_late(env: Env) -> None:
    await env.people(50)
    window = timedelta(minutes=20)
    spread = Deliveries(
        env.database.unit_of_work,
        env.clock,
        ContentComposer(LIBRARY),
        DeliveryRate(spread=window),
    )
    places: list[dict[PersonId, int]] = []
    for day in range(2):
        fake = FakeNotifier()
        for minute in range(21):
            env.clock.moment = EIGHT + timedelta(days=day, minutes=minute)
            await spread.deliver_due(fake)
            if len(places) == day:
                places.append({})
            places[day] |= {id_: minute for id_, _ in fake.sent if id_ not in places[day]}
        assert len(fake.sent) == 50
        assert not any(late for _, late in fake.sent)
    assert places[0] == places[1]
    assert len(set(places[0].values())) > 10


async def test_a_row_that_cannot_be_read_holds_up_no_other_reminder(
    env: Env, caplog: pytest.LogCaptureFixture
) -> None:
    """It is retried at growing intervals, and dropped when it is too late."""
    await env.people(3)
    async with env.database.unit_of_work() as uow:
        await uow.connection.execute(text("UPDATE people SET bending = 'unheard of' WHERE id = 2"))
        await uow.commit()
    before = metrics.value(metrics.STUCK_ROWS, kind="reminder")
    fake = FakeNotifier()
    deliveries = env.deliveries
    env.clock.moment = EIGHT
    await deliveries.deliver_due(fake)
    assert sorted(fake.sent) == [(PersonId(1), False), (PersonId(3), False)]
    assert "cannot be decided" in caplog.text

    tries = 0
    while (moment := await env.reminders.next_due()) is not None and moment < EIGHT + HALF_A_DAY:
        assert moment > env.clock.moment, "not at once again"
        env.clock.moment = moment
        await deliveries.deliver_due(fake)
        tries += 1
    assert len(fake.sent) == 2
    assert 10 < tries < 30
    assert metrics.value(metrics.STUCK_ROWS, kind="reminder") == before + tries + 1
    async with env.database.unit_of_work() as uow:
        facts = await uow.audit.deliveries()
    assert [each.reason for key, each in facts.items() if key.person == 2] == [DropReason.TOO_LATE]


@pytest.mark.parametrize("nonsense", ["weekdays = 0", "at = 2000"])
async def test_a_schedule_that_cannot_be_read_holds_up_no_other_one(
    env: Env, nonsense: str
) -> None:
    await env.people(2)
    async with env.database.unit_of_work() as uow:
        await uow.connection.execute(
            text(f"UPDATE schedules SET {nonsense} WHERE person_id = 1")  # noqa: S608 - ours
        )
        await uow.commit()
    before = metrics.value(metrics.STUCK_ROWS, kind="schedule")
    fake = FakeNotifier()
    await env.deliver(fake, EIGHT)
    assert fake.sent == [(PersonId(2), False)]
    assert metrics.value(metrics.STUCK_ROWS, kind="schedule") == before + 1
    following = await env.reminders.next_due()
    assert following is not None
    assert following > EIGHT
