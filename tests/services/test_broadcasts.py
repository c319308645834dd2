"""Broadcasts on both databases: everybody gets the text, and nobody gets it twice."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot.domain.broadcasts import Broadcast, BroadcastEnding, BroadcastStatus, Progress
from bot.domain.people.person import Pause, Person, PersonId
from bot.services import overdue_rows
from bot.services.broadcasts import BATCH, LEASE, SOON, Broadcasts
from bot.services.ports import Gone, SendOutcome, SendSlot, Sent, TryLater
from bot.storage.core.database import Database
from tests.builders import a_person
from tests.services.fakes import Clock, slot


class Crash(BaseException):
    """The process dies."""


@dataclass
class FakeNotifier:
    """Sends nothing, answers as configured, and records who got what."""

    answer: Callable[[Person], SendOutcome] = lambda _: Sent(1)
    got: Counter[PersonId] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    reports: list[Progress] = field(default_factory=list)

    def announce(self, person: Person, text: str) -> SendSlot:
        return slot(partial(self._send, person, text))

    async def _send(self, person: Person, text: str) -> SendOutcome:
        outcome = self.answer(person)
        self.got[person.id] += 1
        self.texts.add(text)
        return outcome

    async def report(self, author: Person, progress: Progress) -> None:
        self.reports.append(progress)


@dataclass
class Env:
    """People in a database, one of whom is the operator."""

    database: Database
    clock: Clock = field(default_factory=Clock)

    @property
    def broadcasts(self) -> Broadcasts:
        return Broadcasts(self.database.unit_of_work, self.clock)

    async def people(self, *people: Person) -> None:
        async with self.database.unit_of_work() as uow:
            for person in people:
                await uow.people.add(person)
            await uow.commit()

    async def begin(self, text: str = "Hello") -> Broadcast:
        async with self.database.unit_of_work() as uow:
            begun = await uow.broadcasts.begin(PersonId(1), text, self.clock.now())
            await uow.commit()
        return begun

    async def send_all(self, fake: FakeNotifier) -> None:
        while await self.broadcasts.send_due(fake):
            pass

    async def progress(self) -> Progress:
        progress = await self.broadcasts.progress()
        assert progress is not None
        return progress

    async def deliveries(self) -> Mapping[BroadcastStatus, int]:
        return (await self.progress()).deliveries


@pytest.fixture
async def env(database: Database) -> Env:
    """Sixty people: more than two batches."""
    env = Env(database)
    await env.people(*(a_person(id=PersonId(number)) for number in range(1, 61)))
    return env


def everybody(count: int = 60) -> dict[int, int]:
    return dict.fromkeys(range(1, count + 1), 1)


async def test_everybody_gets_it_once_and_the_author_gets_a_report(env: Env) -> None:
    begun, fake = await env.begin(), FakeNotifier()
    assert begun.people == 60
    await env.send_all(fake)
    assert fake.got == everybody()
    assert fake.texts == {"Hello"}
    (report,) = fake.reports
    assert report == await env.progress()
    assert report.deliveries == {BroadcastStatus.SENT: 60}
    assert (report.broadcast.ending, report.percent) == (BroadcastEnding.DONE, 100)
    assert await env.broadcasts.send_due(fake) == 0
    assert await env.broadcasts.next_due() is None


async def test_it_is_for_those_who_had_joined_and_can_be_reached(env: Env) -> None:
    await env.people(
        a_person(id=PersonId(61), joined_at=None),
        a_person(id=PersonId(62), reachable=False),
        a_person(id=PersonId(63), pause=Pause(env.clock.now())),
    )
    fake = FakeNotifier()
    assert (await env.begin()).people == 61
    env.clock.moment += timedelta(seconds=1)
    await env.people(a_person(id=PersonId(64), joined_at=env.clock.now()))
    await env.send_all(fake)
    assert fake.got == everybody()
    assert await env.deliveries() == {BroadcastStatus.SENT: 60, BroadcastStatus.PAUSED: 1}


async def test_somebody_who_blocked_the_bot_is_recorded_as_gone(env: Env) -> None:
    await env.begin()
    await env.send_all(FakeNotifier(lambda person: Gone() if person.id == 7 else Sent(1)))
    assert await env.deliveries() == {BroadcastStatus.SENT: 59, BroadcastStatus.GONE: 1}
    async with env.database.unit_of_work() as uow:
        gone = await uow.people.get(PersonId(7))
    assert gone is not None
    assert not gone.reachable


async def test_what_telegram_postpones_is_retried(env: Env) -> None:
    await env.begin()
    busy = FakeNotifier(lambda _: TryLater(timedelta(seconds=30), certain=True))
    await env.send_all(busy)
    assert busy.reports == []
    assert await env.deliveries() == {BroadcastStatus.WAITING: 60}
    assert await env.broadcasts.next_due() == env.clock.now() + timedelta(seconds=30)
    env.clock.moment += timedelta(seconds=30)
    fake = FakeNotifier()
    await env.send_all(fake)
    assert fake.got == everybody()
    assert len(fake.reports) == 1


async def test_after_a_lost_answer_nothing_is_sent_again(env: Env) -> None:
    await env.begin()
    fake = FakeNotifier(lambda person: TryLater(SOON, certain=person.id != 7))
    await env.send_all(fake)
    for _ in range(3):
        env.clock.moment += LEASE
        fake.answer = lambda _: Sent(1)
        await env.send_all(fake)
    assert fake.got[PersonId(7)] == 1
    assert await env.deliveries() == {BroadcastStatus.SENT: 59, BroadcastStatus.UNSURE: 1}


@pytest.mark.parametrize("dies_at", [1, 2, BATCH, BATCH + 1, 59, 60])
async def test_if_a_process_dies_no_message_is_lost_or_duplicated(env: Env, dies_at: int) -> None:
    """The message being sent at that moment arrived; the others in its batch were not sent."""
    await env.begin()

    def dies(person: Person) -> SendOutcome:
        if person.id == dies_at:
            arrived.got[person.id] += 1
            raise Crash
        return Sent(1)

    arrived = FakeNotifier(dies)
    with pytest.raises(BaseExceptionGroup):
        await env.send_all(arrived)
    for _ in range(3):
        env.clock.moment += LEASE
        arrived.answer = lambda _: Sent(1)
        await env.send_all(arrived)
    assert arrived.got == everybody()
    assert await env.deliveries() == {BroadcastStatus.SENT: 59, BroadcastStatus.UNSURE: 1}
    assert len(arrived.reports) == 1


async def test_concurrent_processes_send_one_message_to_each(env: Env) -> None:
    await env.begin()
    fake = FakeNotifier()
    await asyncio.gather(*(env.send_all(fake) for _ in range(4)))
    env.clock.moment += LEASE
    await env.send_all(fake)
    assert fake.got == everybody()


async def test_a_lease_that_ends_before_a_message_is_sent_duplicates_nothing(
    env: Env,
) -> None:
    """A slow process and a new one claimed the same deliveries; only one may send each."""
    begun = await env.begin()
    async with env.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, env.clock.now(), BATCH, LEASE)
        await uow.commit()
    env.clock.moment += LEASE
    fake = FakeNotifier()
    await env.send_all(fake)
    await env.broadcasts._send(begun, people, fake)
    assert fake.got == everybody()
    assert await env.deliveries() == {BroadcastStatus.SENT: 60}


async def test_a_stopped_broadcast_sends_nothing_more(env: Env) -> None:
    begun, fake = await env.begin(), FakeNotifier()
    await env.broadcasts.send_due(fake)
    assert await env.broadcasts.stop(begun.id)
    await env.send_all(fake)
    assert fake.got.total() == BATCH
    progress = await env.progress()
    assert progress.broadcast.ending is BroadcastEnding.STOPPED
    assert progress.percent == BATCH * 100 // 60
    assert not await env.broadcasts.stop(begun.id)


async def test_a_stop_applies_to_deliveries_already_claimed(env: Env) -> None:
    begun = await env.begin()
    async with env.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, env.clock.now(), BATCH, LEASE)
        await uow.commit()
    await env.broadcasts.stop(begun.id)
    fake = FakeNotifier()
    await env.broadcasts._send(begun, people, fake)
    assert fake.got == {}


async def test_broadcasts_are_sent_one_after_the_other(env: Env) -> None:
    await env.begin("First")
    await env.begin("Second")
    fake = FakeNotifier()
    await env.broadcasts.send_due(fake)
    assert fake.texts == {"First"}
    for _ in range(8):
        await env.broadcasts.send_due(fake)
    assert fake.got == dict.fromkeys(range(1, 61), 2)
    assert [report.broadcast.text for report in fake.reports] == ["First", "Second"]


async def test_a_broadcast_continues_after_its_author_is_deleted(env: Env) -> None:
    await env.begin()
    async with env.database.unit_of_work() as uow:
        await uow.people.forget(PersonId(1))
        await uow.commit()
    fake = FakeNotifier()
    await env.send_all(fake)
    assert fake.got == dict.fromkeys(range(2, 61), 1)
    assert fake.reports == []
    assert (await env.progress()).broadcast.author is None


async def test_somebody_deleted_during_a_broadcast_gets_nothing(env: Env) -> None:
    begun = await env.begin()
    async with env.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, env.clock.now(), BATCH, LEASE)
        await uow.people.forget(PersonId(3))
        await uow.commit()
    fake = FakeNotifier()
    await env.broadcasts._send(begun, people, fake)
    assert PersonId(3) not in fake.got


async def test_an_error_with_one_delivery_does_not_stop_the_others(env: Env) -> None:
    await env.begin()

    def fails(person: Person) -> SendOutcome:
        if person.id == 5:
            raise ValueError
        return Sent(1)

    fake = FakeNotifier(fails)
    with pytest.raises(ExceptionGroup):
        await env.broadcasts.send_due(fake)
    env.clock.moment += LEASE
    await env.send_all(fake)
    assert fake.got == {number: 1 for number in range(1, 61) if number != 5}
    assert (await env.progress()).count(BroadcastStatus.UNSURE) == 1


async def test_a_broadcast_ends_even_if_one_person_cannot_be_read(
    env: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A delivery that always fails is given up, so that the author gets the report."""
    monkeypatch.setattr(overdue_rows, "MOST_TRIES", 2)
    async with env.database.unit_of_work() as uow:
        await uow.connection.execute(text("UPDATE people SET bending = 'unheard of' WHERE id = 5"))
        await uow.commit()
    await env.begin()
    fake, broadcasts = FakeNotifier(), env.broadcasts
    for _ in range(5):
        with suppress(ExceptionGroup):
            while await broadcasts.send_due(fake):
                pass
        env.clock.moment += LEASE
    assert fake.got == {number: 1 for number in range(1, 61) if number != 5}
    assert len(fake.reports) == 1
    assert (await env.progress()).count(BroadcastStatus.UNSURE) == 1


async def test_percent_is_below_100_while_a_broadcast_runs(env: Env) -> None:
    """Even if more deliveries were settled than there were people at the start."""
    begun = await env.begin()
    progress = Progress(begun, {BroadcastStatus.SENT: 60, BroadcastStatus.WAITING: 1})
    assert progress.percent == 99
    assert Progress(replace(begun, people=0)).percent == 0
