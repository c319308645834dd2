"""People are loaded as saved, and forgetting them leaves nothing behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from sqlalchemy import Table, func, select

from bot.domain.broadcasts import BroadcastStatus
from bot.domain.learning.lessons import LessonId
from bot.domain.pain.notes import PainNote
from bot.domain.pain.safety_screen import Advice
from bot.domain.people.person import (
    Bending,
    Pause,
    Person,
    PersonChange,
    PersonId,
    Profile,
    SafetyHold,
    changed,
)
from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.progression import PlanProgress
from bot.domain.routines.exercises import Equipment, ExerciseId, Filter, Place
from bot.storage.broadcasts.tables import BROADCAST_DELIVERIES, BROADCASTS
from bot.storage.core.database import Database
from bot.storage.core.tables import METADATA
from bot.storage.core.unit_of_work import UnitOfWork
from tests.storage.builders import (
    ADA,
    BEN,
    LEASE,
    NOW,
    a_conversation,
    a_line,
    a_person,
    a_session,
    a_slot,
    keep,
)

EVERYTHING = Person(
    id=ADA,
    first_name="Zoë 🧘",
    language="pt-br",
    zone="America/Sao_Paulo",
    day_starts=time(4, 30),
    profile=Profile(
        places=frozenset({Place.BED, Place.CHAIR}),
        equipment=frozenset({Equipment.STRAP, Equipment.WALL}),
        bending=Bending.EASES,
        health=frozenset({Filter.BONE, Filter.NO_FLOOR}),
    ),
    consented_at=datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC),
    joined_at=datetime(2026, 1, 2, 4, 0, tzinfo=UTC),
    hold=SafetyHold.NOT_NOW,
    pause=Pause(datetime(2026, 1, 3, tzinfo=UTC), date(2026, 2, 1)),
    reachable=False,
)


@pytest.mark.parametrize(
    "person",
    [
        a_person(),
        EVERYTHING,
        replace(EVERYTHING, pause=Pause(NOW)),
        replace(EVERYTHING, profile=Profile(places=frozenset())),
    ],
    ids=["newcomer", "everything", "paused until told otherwise", "no place at all"],
)
async def test_a_person_is_loaded_as_saved(database: Database, person: Person) -> None:
    await keep(database, person)
    async with database.unit_of_work() as uow:
        assert await uow.people.get(person.id) == person


IMPERSONAL = frozenset({"uploads", "zones", "broadcasts", "poll_conflicts", "seen_updates"})
"""Tables without personal data."""


CHANGES: list[PersonChange] = [
    {"first_name": "Bea"},
    {"zone": "UTC", "day_starts": time(5)},
    {"places": frozenset({Place.BED})},
    {"equipment": frozenset({Equipment.STRAP})},
    {"bending": Bending.EASES, "health": frozenset({Filter.BONE})},
    {"consented_at": NOW, "joined_at": NOW},
    {"hold": SafetyHold.RED},
    {"hold": None},
    {"pause": Pause(NOW, date(2026, 2, 1))},
    {"pause": Pause(NOW)},
    {"pause": None},
    {"reachable": False, "motion": False},
    {"weekly_goal": 3, "heard_on": date(2026, 2, 1)},
]


def test_the_changes_cover_every_column() -> None:
    assert {name for each in CHANGES for name in each} == PersonChange.__optional_keys__


@pytest.mark.parametrize("person", [a_person(), EVERYTHING], ids=["newcomer", "everything"])
async def test_a_change_writes_only_its_columns(database: Database, person: Person) -> None:
    for change in CHANGES:
        async with database.unit_of_work() as uow:
            await uow.people.add(person)
            assert await uow.people.change(ADA, **change)
            assert await uow.people.get(ADA) == changed(person, **change)


async def test_a_change_does_not_recreate_a_forgotten_person(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        assert not await uow.people.change(ADA, reachable=False)
        assert await uow.people.ids() == ()


async def test_adding_a_known_person_changes_nothing(database: Database) -> None:
    await keep(database, EVERYTHING)
    async with database.unit_of_work() as uow:
        assert not await uow.people.add(a_person())
        assert await uow.people.get(ADA) == EVERYTHING


async def test_an_unknown_person_is_none(database: Database) -> None:
    async with database.unit_of_work() as uow:
        assert await uow.people.get(ADA) is None


async def test_datetimes_of_any_zone_are_loaded_in_utc(
    database: Database,
) -> None:
    joined = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    await keep(database, a_person(joined_at=joined))
    async with database.unit_of_work() as uow:
        person = await uow.people.get(ADA)
    assert person is not None
    assert person.joined_at is not None
    assert person.joined_at == joined
    assert person.joined_at.tzinfo is UTC


async def test_everybody_is_listed_by_id(database: Database) -> None:
    await keep(database, a_person(BEN), a_person(ADA), a_person(5))
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == (5, ADA, BEN)


async def test_a_forgotten_person_leaves_no_row_in_any_table(database: Database) -> None:
    await _live(database, ADA)
    tables = [table for table in METADATA.sorted_tables if table.name not in IMPERSONAL]
    async with database.unit_of_work() as uow:
        filled = {table.name: await _rows(uow, table) for table in tables}
    assert all(filled.values()), "this test must put a row into every table"

    async with database.unit_of_work() as uow:
        await uow.people.forget(ADA)
        await uow.commit()
    async with database.unit_of_work() as uow:
        left = {table.name: await _rows(uow, table) for table in tables}
    assert not any(left.values()), left


async def test_forgetting_one_person_leaves_the_others_alone(database: Database) -> None:
    await _live(database, BEN)
    async with database.unit_of_work() as uow:
        before = {table.name: await _rows(uow, table) for table in METADATA.sorted_tables}
    await _live(database, ADA)
    async with database.unit_of_work() as uow:
        await uow.people.forget(ADA)
        await uow.commit()
    async with database.unit_of_work() as uow:
        after = {table.name: await _rows(uow, table) for table in METADATA.sorted_tables}
    assert after == {**before, "broadcasts": 2}


async def test_deleting_a_person_deletes_their_rows(database: Database) -> None:
    """The foreign keys alone suffice, so no row can be left behind."""
    await _live(database, ADA)
    async with database.unit_of_work() as uow:
        people = METADATA.tables["people"]
        await uow.people.connection.execute(people.delete())
        tables = [table for table in METADATA.sorted_tables if table.name not in IMPERSONAL]
        assert not any([await _rows(uow, table) for table in tables])


async def test_a_broadcast_continues_after_its_last_person_was_forgotten(
    database: Database,
) -> None:
    early = NOW - timedelta(days=1)
    people = [a_person(each, joined_at=early) for each in (10, 20, 30)]
    await keep(database, *people)
    async with database.unit_of_work() as uow:
        begun = await uow.broadcasts.begin(PersonId(30), "Hello", NOW)
        assert await uow.broadcasts.claim(begun, NOW, 2, LEASE) == (10, 20)
        for person, left in ((20, 10), (10, 0)):
            await uow.people.forget(PersonId(person))
            reached = select(BROADCASTS.c.reached_id)
            assert await uow.people.connection.scalar(reached) == left
        assert await uow.broadcasts.claim(begun, NOW, 2, LEASE) == (30,)


async def _live(database: Database, person: PersonId) -> None:
    """Leave a row in every table."""
    await keep(database, a_person(person))
    async with database.unit_of_work() as uow:
        await uow.conversations.save(a_conversation(person=person))
        await uow.schedules.replace(person, [a_slot()])
        await uow.schedules.advance_due(NOW + timedelta(days=1))
        for delivery in await uow.reminders.claim(NOW + timedelta(days=1), 5, LEASE):
            await uow.reminders.snooze(delivery.key, NOW + timedelta(days=2))
        session = await uow.sessions.add(a_session(person, log=(a_line(),)), NOW)
        await uow.plans.add(person, PlanProgress(date(2026, 3, 2)))
        cat = Adjustment(ExerciseId("cat-stretch"), Change.OUT, date(2026, 4, 1))
        await uow.plans.set_adjustment(person, cat)
        await uow.filled.add(person, date(2026, 3, 1), NOW)
        await uow.safety.need(person, Advice.RED, NOW, NOW)
        await uow.own.add(person, "Mine", (), f"word-{person}", NOW)
        await uow.lessons.open(person, LessonId("first"), date(2026, 3, 2))
        await uow.pain.add(PainNote(person, NOW, date(2026, 3, 2), 3, session=session.id))
        broadcast = await uow.broadcasts.begin(person, "Hello", NOW)
        row = {"broadcast_id": broadcast.id, "person_id": person, "fate": BroadcastStatus.SENT}
        await uow.people.connection.execute(BROADCAST_DELIVERIES.insert(), row)
        await uow.commit()


async def _rows(uow: UnitOfWork, table: Table) -> int:
    count = await uow.people.connection.scalar(select(func.count()).select_from(table))
    return int(count or 0)
