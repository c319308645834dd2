"""Delivery against both databases: claim, attempt, send, record; crashes and refusals thrown in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import DropReason
from bot.domain.reminders.schedule import Rule
from bot.domain.session.session import SessionId
from bot.metrics import METRICS
from bot.services.ports import Attempt, Gone, Reminder, SendOutcome, Sent, TryLater
from bot.services.reminders.delivery_rate import DeliveryRate
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import LEASE, Deliveries
from bot.services.reminders.schedules import set_rules
from bot.storage.core.database import Database
from tests.builders import a_person, at, utc
from tests.services.fakes import LIBRARY, Clock

EIGHT = utc("2026-03-10T08:00")
HALF_A_DAY = timedelta(hours=12)


class Crash(BaseException):
    """The process dies."""


@dataclass
class Ledger:
    """A messenger that writes down what it was asked to send, and answers as it is told."""

    answer: Callable[[Reminder], SendOutcome] = lambda reminder: Sent(1)
    sent: list[tuple[PersonId, bool]] = field(default_factory=list)

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        if not await attempt():
            return TryLater(timedelta(0), certain=True)
        self.sent.append((reminder.person.id, reminder.late))
        await asyncio.sleep(0)
        return self.answer(reminder)

    async def show_session(self, session: SessionId) -> None:
        """No cards here."""


@dataclass
class Post:
    """The delivery of one database."""

    database: Database
    clock: Clock = field(default_factory=Clock)

    @property
    def deliveries(self) -> Deliveries:
        """As a process that has just started has them."""
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

    async def beats(self, ledger: Ledger, moment: datetime) -> None:
        self.clock.moment = moment
        while await self.deliveries.deliver_due(ledger):
            pass


@pytest.fixture
def post(database: Database) -> Post:
    """A delivery with nobody in it."""
    return Post(database)


async def test_everybody_due_gets_one_and_nobody_else_does(post: Post) -> None:
    await post.people(20)
    ledger = Ledger()
    await post.beats(ledger, EIGHT - timedelta(seconds=1))
    assert ledger.sent == []
    for second in range(3):
        await post.beats(ledger, EIGHT + timedelta(seconds=second))
    assert sorted(ledger.sent) == [(PersonId(number), False) for number in range(1, 21)]


async def test_several_dispatchers_together_send_once(post: Post) -> None:
    await post.people(40)
    ledger = Ledger()
    post.clock.moment = EIGHT
    await asyncio.gather(*(post.deliveries.deliver_due(ledger) for _ in range(4)))
    await post.beats(ledger, EIGHT + timedelta(seconds=1))
    assert len(ledger.sent) == len(set(ledger.sent)) == 40


async def test_a_crash_while_sending_is_sent_once_more_after_the_lease(post: Post) -> None:
    await post.people(1)

    def die(_: Reminder) -> SendOutcome:
        raise Crash

    dying, ledger = Ledger(die), Ledger()
    with pytest.raises(BaseExceptionGroup):
        await post.beats(dying, EIGHT)
    await post.beats(ledger, EIGHT + LEASE - timedelta(seconds=1))
    assert ledger.sent == []
    await post.beats(ledger, EIGHT + LEASE + timedelta(seconds=1))
    await post.beats(ledger, EIGHT + 3 * LEASE)
    assert len(dying.sent + ledger.sent) == 2


async def test_a_crash_every_time_never_makes_more_than_two_copies(post: Post) -> None:
    await post.people(1)

    def die(_: Reminder) -> SendOutcome:
        raise Crash

    dying = Ledger(die)
    for minutes in range(0, 20, 2):
        try:
            await post.beats(dying, EIGHT + timedelta(minutes=minutes))
        except BaseExceptionGroup:
            continue
    assert len(dying.sent) == 2


async def test_what_surely_did_not_arrive_is_tried_until_it_does(post: Post) -> None:
    await post.people(1)
    busy = Ledger(lambda _: TryLater(timedelta(seconds=30), certain=True))
    for minutes in range(5):
        await post.beats(busy, EIGHT + timedelta(minutes=minutes))
    assert len(busy.sent) == 5
    ledger = Ledger()
    await post.beats(ledger, EIGHT + timedelta(minutes=15))
    assert ledger.sent == [(PersonId(1), True)]


async def test_an_answer_that_got_lost_is_asked_for_once_more_only(post: Post) -> None:
    await post.people(1)
    silent = Ledger(lambda _: TryLater(timedelta(seconds=10), certain=False))
    for minutes in range(6):
        await post.beats(silent, EIGHT + timedelta(minutes=minutes))
    assert len(silent.sent) == 2


async def test_somebody_who_is_gone_is_not_tried_again(post: Post) -> None:
    await post.people(1)
    gone = Ledger(lambda _: Gone())
    for day in range(3):
        await post.beats(gone, EIGHT + timedelta(days=day))
    assert len(gone.sent) == 1
    async with post.database.unit_of_work() as uow:
        person = await uow.people.get(PersonId(1))
        assert person is not None
        assert not person.reachable
        assert (await uow.reminders.days(PersonId(1))).planned == frozenset()


async def test_after_days_of_outage_one_comes_and_each_missed_date_is_written_down(
    post: Post,
) -> None:
    await post.people(1)
    ledger = Ledger()
    await post.beats(ledger, EIGHT + timedelta(days=3, hours=1))
    assert ledger.sent == [(PersonId(1), True)]
    async with post.database.unit_of_work() as uow:
        dates = await uow.schedules.delivered_dates(PersonId(1), 0, since=EIGHT.date())
        assert len(dates) == 4


async def test_the_next_thing_to_do_is_known(post: Post) -> None:
    assert await post.reminders.next_due() is None
    await post.people(2)
    assert await post.reminders.next_due() == EIGHT
    await post.beats(Ledger(), EIGHT)
    assert await post.reminders.next_due() == EIGHT + timedelta(days=1)


async def test_a_poisoned_row_does_not_stop_the_others(post: Post) -> None:
    await post.people(3)

    def refuse(reminder: Reminder) -> SendOutcome:
        if reminder.person.id == PersonId(2):
            raise RuntimeError("a bug of ours")
        return Sent(1)

    ledger = Ledger(refuse)
    with pytest.raises(ExceptionGroup):
        await post.beats(ledger, EIGHT)
    calm = Ledger()
    await post.beats(calm, EIGHT + 2 * LEASE)
    reached = {id_ for id_, _ in (*ledger.sent, *calm.sent)}
    assert reached == {PersonId(1), PersonId(2), PersonId(3)}


async def test_what_was_not_let_out_costs_no_attempt(post: Post) -> None:
    await post.people(1)

    class Busy(Ledger):
        async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
            return TryLater(timedelta(seconds=30), certain=True)

    silent = Ledger(lambda _: TryLater(timedelta(seconds=1), certain=False))
    await post.beats(silent, EIGHT)
    for minutes in range(1, 5):
        await post.beats(Busy(), EIGHT + timedelta(minutes=minutes))
    for minutes in range(5, 10):
        await post.beats(silent, EIGHT + timedelta(minutes=minutes))
    assert len(silent.sent) == 2


async def test_whoever_pauses_lets_nothing_more_out_and_keeps_nothing(post: Post) -> None:
    await post.people(60)
    dispatcher = post.deliveries
    first = asyncio.Event()

    class Slow(Ledger):
        async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
            outcome = await super().remind(reminder, attempt)
            first.set()
            return outcome

    stopped, ledger = Slow(), Ledger()
    post.clock.moment = EIGHT
    wave = asyncio.create_task(dispatcher.deliver_due(stopped))
    await first.wait()
    dispatcher.pause()
    await wave
    assert 0 < len(stopped.sent) < 60
    await post.beats(ledger, EIGHT)  # another process, with no lease to wait for
    assert sorted(stopped.sent + ledger.sent) == [(PersonId(n), False) for n in range(1, 61)]


async def test_spread_reminders_keep_their_place_and_are_not_late(post: Post) -> None:
    await post.people(50)
    window = timedelta(minutes=20)
    spread = Deliveries(
        post.database.unit_of_work,
        post.clock,
        ContentComposer(LIBRARY),
        DeliveryRate(spread=window),
    )
    places: list[dict[PersonId, int]] = []
    for day in range(2):
        ledger = Ledger()
        for minute in range(21):
            post.clock.moment = EIGHT + timedelta(days=day, minutes=minute)
            await spread.deliver_due(ledger)
            if len(places) == day:
                places.append({})
            places[day] |= {id_: minute for id_, _ in ledger.sent if id_ not in places[day]}
        assert len(ledger.sent) == 50
        assert not any(late for _, late in ledger.sent)
    assert places[0] == places[1]
    assert len(set(places[0].values())) > 10


async def test_a_row_that_cannot_be_read_holds_up_no_other_reminder(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried ever more seldom, and left out when it is too late."""
    await post.people(3)
    async with post.database.unit_of_work() as uow:
        await uow.connection.execute(text("UPDATE people SET bending = 'unheard of' WHERE id = 2"))
        await uow.commit()
    before = METRICS.value("stuck_rows", kind="reminder")
    ledger = Ledger()
    deliveries = post.deliveries
    post.clock.moment = EIGHT
    await deliveries.deliver_due(ledger)
    assert sorted(ledger.sent) == [(PersonId(1), False), (PersonId(3), False)]
    assert "cannot be decided" in caplog.text

    tries = 0
    while (moment := await post.reminders.next_due()) is not None and moment < EIGHT + HALF_A_DAY:
        assert moment > post.clock.moment, "not at once again"
        post.clock.moment = moment
        await deliveries.deliver_due(ledger)
        tries += 1
    assert len(ledger.sent) == 2
    assert 10 < tries < 30
    assert METRICS.value("stuck_rows", kind="reminder") == before + tries + 1
    async with post.database.unit_of_work() as uow:
        facts = await uow.audit.deliveries()
    assert [each.reason for key, each in facts.items() if key.person == 2] == [DropReason.TOO_LATE]


@pytest.mark.parametrize("nonsense", ["weekdays = 0", "at = 2000"])
async def test_a_schedule_that_cannot_be_read_holds_up_no_other_one(
    post: Post, nonsense: str
) -> None:
    await post.people(2)
    async with post.database.unit_of_work() as uow:
        await uow.connection.execute(
            text(f"UPDATE schedules SET {nonsense} WHERE person_id = 1")  # noqa: S608 - ours
        )
        await uow.commit()
    before = METRICS.value("stuck_rows", kind="schedule")
    ledger = Ledger()
    await post.beats(ledger, EIGHT)
    assert ledger.sent == [(PersonId(2), False)]
    assert METRICS.value("stuck_rows", kind="schedule") == before + 1
    following = await post.reminders.next_due()
    assert following is not None
    assert following > EIGHT


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_moment_that_another_program_wrote_otherwise_rings_once(post: Post) -> None:
    """Without fractions of a second it is the same moment, but not the same text in the file."""
    await post.people(1)
    async with post.database.unit_of_work() as uow:
        await uow.connection.execute(text("UPDATE schedules SET next_due_at='2026-03-10 08:00:00'"))
        await uow.commit()
    ledger = Ledger()
    async with asyncio.timeout(20):
        await post.beats(ledger, EIGHT)
    assert ledger.sent == [(PersonId(1), False)]
    assert await post.reminders.next_due() == EIGHT + timedelta(days=1)
