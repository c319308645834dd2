"""Broadcasts against both databases: to everybody once, whatever breaks, and never twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.broadcasts import Broadcast, BroadcastEnding, BroadcastStatus, Progress
from bot.domain.people.person import Pause, Person, PersonId
from bot.services import overdue_rows
from bot.services.broadcasts import BATCH, LEASE, SOON, Broadcasts
from bot.services.ports import Attempt, Gone, SendOutcome, Sent, TryLater
from bot.storage.core.database import Database
from tests.builders import a_person
from tests.services.fakes import Clock


class Crash(BaseException):
    """The process dies."""


@dataclass
class Crier:
    """Sends nothing; answers as it is told, and remembers who got what."""

    answer: Callable[[Person], SendOutcome] = lambda _: Sent(1)
    got: Counter[PersonId] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    reports: list[Progress] = field(default_factory=list)

    async def announce(self, person: Person, text: str, attempt: Attempt) -> SendOutcome:
        await asyncio.sleep(0)
        if not await attempt():
            return TryLater(timedelta(0), certain=True)
        outcome = self.answer(person)
        self.got[person.id] += 1
        self.texts.add(text)
        return outcome

    async def report(self, author: Person, progress: Progress) -> None:
        self.reports.append(progress)


@dataclass
class Town:
    """People, and an operator who is one of them."""

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

    async def cries(self, text: str = "Hello") -> Broadcast:
        async with self.database.unit_of_work() as uow:
            begun = await uow.broadcasts.begin(PersonId(1), text, self.clock.now())
            await uow.commit()
        return begun

    async def beats(self, crier: Crier) -> None:
        while await self.broadcasts.send_due(crier):
            pass

    async def progress(self) -> Progress:
        progress = await self.broadcasts.progress()
        assert progress is not None
        return progress


@pytest.fixture
async def town(database: Database) -> Town:
    """Sixty people, in more than two batches."""
    town = Town(database)
    await town.people(*(a_person(id=PersonId(number)) for number in range(1, 61)))
    return town


def everybody(count: int = 60) -> dict[int, int]:
    return dict.fromkeys(range(1, count + 1), 1)


async def test_everybody_gets_it_once_and_the_author_is_told(town: Town) -> None:
    begun, crier = await town.cries(), Crier()
    assert begun.people == 60
    await town.beats(crier)
    assert crier.got == everybody()
    assert crier.texts == {"Hello"}
    (report,) = crier.reports
    assert report == await town.progress()
    assert report.letters == {BroadcastStatus.SENT: 60}
    assert (report.broadcast.ending, report.percent) == (BroadcastEnding.DONE, 100)
    assert await town.broadcasts.send_due(crier) == 0
    assert await town.broadcasts.next_due() is None


async def test_it_is_for_who_had_joined_and_can_be_reached(town: Town) -> None:
    await town.people(
        a_person(id=PersonId(61), joined_at=None),
        a_person(id=PersonId(62), reachable=False),
        a_person(id=PersonId(63), pause=Pause(town.clock.now())),
    )
    crier = Crier()
    assert (await town.cries()).people == 61
    town.clock.moment += timedelta(seconds=1)
    await town.people(a_person(id=PersonId(64), joined_at=town.clock.now()))
    await town.beats(crier)
    assert crier.got == everybody()
    assert (await town.progress()).letters == {BroadcastStatus.SENT: 60, BroadcastStatus.PAUSED: 1}


async def test_somebody_who_is_gone_is_noted_as_such(town: Town) -> None:
    await town.cries()
    await town.beats(Crier(lambda person: Gone() if person.id == 7 else Sent(1)))
    assert (await town.progress()).letters == {BroadcastStatus.SENT: 59, BroadcastStatus.GONE: 1}
    async with town.database.unit_of_work() as uow:
        gone = await uow.people.get(PersonId(7))
    assert gone is not None
    assert not gone.reachable


async def test_what_telegram_puts_off_is_tried_again(town: Town) -> None:
    await town.cries()
    busy = Crier(lambda _: TryLater(timedelta(seconds=30), certain=True))
    await town.beats(busy)
    assert busy.reports == []
    assert (await town.progress()).letters == {BroadcastStatus.WAITING: 60}
    assert await town.broadcasts.next_due() == town.clock.now() + timedelta(seconds=30)
    town.clock.moment += timedelta(seconds=30)
    crier = Crier()
    await town.beats(crier)
    assert crier.got == everybody()
    assert len(crier.reports) == 1


async def test_a_lost_answer_is_not_followed_by_a_second_letter(town: Town) -> None:
    await town.cries()
    crier = Crier(lambda person: TryLater(SOON, certain=person.id != 7))
    await town.beats(crier)
    for _ in range(3):
        town.clock.moment += LEASE
        crier.answer = lambda _: Sent(1)
        await town.beats(crier)
    assert crier.got[PersonId(7)] == 1
    assert (await town.progress()).letters == {BroadcastStatus.SENT: 59, BroadcastStatus.UNSURE: 1}


@pytest.mark.parametrize("dies_at", [1, 2, BATCH, BATCH + 1, 59, 60])
async def test_a_process_that_dies_takes_nobodys_letter_along_and_doubles_none(
    town: Town, dies_at: int
) -> None:
    """The letter on its way in that moment arrived; those beside it had not been sent."""
    await town.cries()

    def dies(person: Person) -> SendOutcome:
        if person.id == dies_at:
            arrived.got[person.id] += 1
            raise Crash
        return Sent(1)

    arrived = Crier(dies)
    with pytest.raises(BaseExceptionGroup):
        await town.beats(arrived)
    for _ in range(3):
        town.clock.moment += LEASE
        arrived.answer = lambda _: Sent(1)
        await town.beats(arrived)
    assert arrived.got == everybody()
    assert (await town.progress()).letters == {BroadcastStatus.SENT: 59, BroadcastStatus.UNSURE: 1}
    assert len(arrived.reports) == 1


async def test_two_processes_at_once_send_one_letter_to_each(town: Town) -> None:
    await town.cries()
    crier = Crier()
    await asyncio.gather(*(town.beats(crier) for _ in range(4)))
    town.clock.moment += LEASE
    await town.beats(crier)
    assert crier.got == everybody()


async def test_a_lease_that_ended_while_a_letter_waited_for_its_turn_doubles_nothing(
    town: Town,
) -> None:
    """A slow process and a new one hold the same letters; only one of them may send each."""
    begun = await town.cries()
    async with town.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, town.clock.now(), BATCH, LEASE)
        await uow.commit()
    town.clock.moment += LEASE
    crier = Crier()
    await town.beats(crier)
    await town.broadcasts._send(begun, people, crier)
    assert crier.got == everybody()
    assert (await town.progress()).letters == {BroadcastStatus.SENT: 60}


async def test_a_broadcast_that_is_stopped_goes_no_further(town: Town) -> None:
    begun, crier = await town.cries(), Crier()
    await town.broadcasts.send_due(crier)
    assert await town.broadcasts.stop(begun.id)
    await town.beats(crier)
    assert crier.got.total() == BATCH
    progress = await town.progress()
    assert progress.broadcast.ending is BroadcastEnding.STOPPED
    assert progress.percent == BATCH * 100 // 60
    assert not await town.broadcasts.stop(begun.id)


async def test_a_stop_holds_back_the_letters_that_were_claimed(town: Town) -> None:
    begun = await town.cries()
    async with town.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, town.clock.now(), BATCH, LEASE)
        await uow.commit()
    await town.broadcasts.stop(begun.id)
    crier = Crier()
    await town.broadcasts._send(begun, people, crier)
    assert crier.got == {}


async def test_one_after_the_other_goes_out(town: Town) -> None:
    await town.cries("First")
    await town.cries("Second")
    crier = Crier()
    await town.broadcasts.send_due(crier)
    assert crier.texts == {"First"}
    for _ in range(8):
        await town.broadcasts.send_due(crier)
    assert crier.got == dict.fromkeys(range(1, 61), 2)
    assert [report.broadcast.text for report in crier.reports] == ["First", "Second"]


async def test_an_author_who_is_forgotten_leaves_the_broadcast_to_go_on(town: Town) -> None:
    await town.cries()
    async with town.database.unit_of_work() as uow:
        await uow.people.forget(PersonId(1))
        await uow.commit()
    crier = Crier()
    await town.beats(crier)
    assert crier.got == dict.fromkeys(range(2, 61), 1)
    assert crier.reports == []
    assert (await town.progress()).broadcast.author is None


async def test_somebody_who_is_forgotten_on_the_way_gets_nothing(town: Town) -> None:
    begun = await town.cries()
    async with town.database.unit_of_work() as uow:
        people = await uow.broadcasts.claim(begun, town.clock.now(), BATCH, LEASE)
        await uow.people.forget(PersonId(3))
        await uow.commit()
    crier = Crier()
    await town.broadcasts._send(begun, people, crier)
    assert PersonId(3) not in crier.got


async def test_a_bug_with_one_letter_does_not_keep_the_others_back(town: Town) -> None:
    await town.cries()

    def fails(person: Person) -> SendOutcome:
        if person.id == 5:
            raise ValueError
        return Sent(1)

    crier = Crier(fails)
    with pytest.raises(ExceptionGroup):
        await town.broadcasts.send_due(crier)
    town.clock.moment += LEASE
    await town.beats(crier)
    assert crier.got == {number: 1 for number in range(1, 61) if number != 5}
    assert (await town.progress()).count(BroadcastStatus.UNSURE) == 1


async def test_a_broadcast_ends_although_one_person_cannot_be_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who fails every time is given up, so that the author hears of the end."""
    monkeypatch.setattr(overdue_rows, "MOST_TRIES", 2)
    async with town.database.unit_of_work() as uow:
        await uow.connection.execute(text("UPDATE people SET bending = 'unheard of' WHERE id = 5"))
        await uow.commit()
    await town.cries()
    crier, broadcasts = Crier(), town.broadcasts
    for _ in range(5):
        with suppress(ExceptionGroup):
            while await broadcasts.send_due(crier):
                pass
        town.clock.moment += LEASE
    assert crier.got == {number: 1 for number in range(1, 61) if number != 5}
    assert len(crier.reports) == 1
    assert (await town.progress()).count(BroadcastStatus.UNSURE) == 1


async def test_the_author_is_told_even_when_people_joined_again_meanwhile(town: Town) -> None:
    """Percent never says that it is over before it is."""
    begun = await town.cries()
    progress = Progress(begun, {BroadcastStatus.SENT: 60, BroadcastStatus.WAITING: 1})
    assert progress.percent == 99
    assert Progress(replace(begun, people=0)).percent == 0
