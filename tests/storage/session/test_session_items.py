"""Session items are stored once per person, never shared, and deleted with the person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import Dose, ExerciseId
from bot.domain.session.session import Ending, Logged, Outcome, Session
from bot.storage.core.database import Database
from bot.storage.session.tables import WORKOUT_ITEMS
from tests.storage.builders import ADA, BEN, NOW, a_line, a_person, a_session, an_item, keep
from tests.storage.counting import counted

OVER: Any = {"ending": Ending.FINISHED, "ended_at": NOW}
ITEMS = (an_item(), an_item("sphinx", easier=True), an_item("sphinx"))


@pytest.fixture
async def known(database: Database) -> Database:
    """A database that knows Ada and Ben."""
    await keep(database, a_person(), a_person(BEN))
    return database


def done(session: Session, outcome: Outcome = Outcome.DONE) -> Session:
    """The session with every item logged in order, with a rest between items."""
    log, began = [], session.began_at
    for position, item in enumerate(session.items):
        ended = began + timedelta(seconds=40, microseconds=7)
        log.append(Logged(position, item.exercise, item.dose, outcome, began, ended))
        began = ended + timedelta(seconds=3)
    return replace(session, log=tuple(log), version=session.version + 1)


async def stored(connection: AsyncConnection, person: PersonId) -> set[int]:
    """The ids of a person's items."""
    query = select(WORKOUT_ITEMS.c.id).where(WORKOUT_ITEMS.c.person_id == person)
    return set(await connection.scalars(query))


async def test_the_items_of_a_repeated_routine_are_stored_once(known: Database) -> None:
    async with known.unit_of_work() as uow:
        for _ in range(100):
            kept = await uow.sessions.add(a_session(items=ITEMS, **OVER), NOW)
            await uow.sessions.save(done(kept), None)
        assert len(await stored(uow.sessions.connection, ADA)) == len(ITEMS)
        assert await uow.sessions.get(kept.id) == done(kept)
        assert len(await uow.sessions.history(ADA)) == 100


async def test_two_people_never_share_items(known: Database) -> None:
    async with known.unit_of_work() as uow:
        for person in (ADA, BEN):
            await uow.sessions.add(a_session(person, items=ITEMS), NOW)
        hers, his = [await stored(uow.sessions.connection, each) for each in (ADA, BEN)]
        assert len(hers) == len(his) == len(ITEMS)
        assert not hers & his
        await uow.people.forget(ADA)
        assert await stored(uow.sessions.connection, ADA) == set()
        (left,) = await uow.sessions.history(BEN)
        assert left.items == ITEMS


async def test_concurrent_sessions_of_one_person_share_their_items(database_url: str) -> None:
    first, second = await Database.open(database_url), await Database.open(database_url)
    await keep(first, a_person())
    for database in (first, second, first):
        async with database.unit_of_work() as uow:
            await uow.sessions.add(a_session(items=ITEMS, **OVER), NOW)
            await uow.commit()
    async with second.unit_of_work() as uow:
        assert len(await stored(uow.sessions.connection, ADA)) == len(ITEMS)
    await first.close()
    await second.close()


async def test_an_exercise_counts_as_done_in_any_dose(known: Database) -> None:
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(a_session(items=ITEMS, **OVER), NOW)
        skipped = done(kept, Outcome.SKIPPED)
        await uow.sessions.save(skipped, None)
        assert not await uow.sessions.done_of(ADA, [ExerciseId("sphinx")])
        again = await uow.sessions.add(
            a_session(items=(an_item("sphinx", dose=Dose(5)),), **OVER), NOW
        )
        await uow.sessions.save(done(again), None)
        assert await uow.sessions.done_of(ADA, [ExerciseId("sphinx")])
        assert not await uow.sessions.done_of(BEN, [ExerciseId("sphinx")])
        found = await uow.sessions.outcomes(ADA, ExerciseId("sphinx"), 3)
        assert found == (Outcome.DONE, Outcome.SKIPPED, Outcome.SKIPPED)
        assert await uow.sessions.outcomes(BEN, ExerciseId("sphinx"), 3) == ()


async def test_a_log_line_keeps_its_dose_when_the_item_has_changed(
    known: Database,
) -> None:
    changed = a_session(items=(an_item("sphinx"),), log=(a_line(0), a_line(3, Outcome.HURT)))
    async with known.unit_of_work() as uow:
        kept = await uow.sessions.add(changed, NOW)
        assert (await uow.sessions.get(kept.id)) == kept


async def test_a_start_and_a_press_take_few_statements(known: Database) -> None:
    async with known.unit_of_work() as uow:
        await uow.sessions.add(a_session(items=ITEMS, **OVER), NOW)
        with counted() as asked:
            kept = await uow.sessions.add(a_session(items=ITEMS, **OVER), NOW)
        assert asked.statements == 2
        with counted() as asked:
            await uow.sessions.save(done(kept), None)
        assert asked.statements == 3, "one more marks the exercises as done"
        with counted() as asked:
            await uow.sessions.save(done(done(kept)), None)
        assert asked.statements == 2
        with counted() as asked:
            await uow.sessions.history(ADA)
        assert asked.statements == 2
        with counted() as asked:
            await uow.sessions.add(a_session(items=(an_item("bird-dog"),), **OVER), NOW)
        assert asked.statements == 3, "one more saves the new item"
        count = select(func.count()).select_from(WORKOUT_ITEMS)
        assert await uow.sessions.connection.scalar(count) == len(ITEMS) + 1
