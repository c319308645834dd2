"""One statement loads what decides recommendations and reminders, for the right person."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.pain.notes import PainNote
from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.progression import PlanProgress
from bot.domain.routines.custom_routines import CustomRoutine
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Ending
from bot.storage.core.database import Database
from bot.storage.core.unit_of_work import UnitOfWork
from bot.storage.reminders.daily_facts import Fact
from tests.storage.builders import (
    ADA,
    BEN,
    NOW,
    a_line,
    a_person,
    a_session,
    a_slot,
    an_item,
    keep,
)
from tests.storage.counting import counted

DAY = NOW.date()
A_DAY = timedelta(days=1)
CAT, TILT = ExerciseId("cat"), ExerciseId("tilt")


async def _custom_routine(uow: UnitOfWork) -> CustomRoutine:
    """A custom routine that Ada's reminder offers."""
    own = await uow.own.add(ADA, "Mine", [an_item()], "word", NOW)
    await uow.schedules.replace(ADA, [a_slot()])
    await uow.schedules.bind(ADA, 0, own.routine)
    return own


async def test_all_facts_are_found_for_the_right_person(database: Database) -> None:
    await keep(database, a_person(), a_person(BEN))
    ada, ben = PlanProgress(DAY, 3, flare_until=NOW), PlanProgress(DAY - A_DAY)
    out = Adjustment(CAT, Change.OUT, DAY + A_DAY)
    notes = [PainNote(ADA, NOW - number * A_DAY, DAY - number * A_DAY, number) for number in (2, 1)]
    async with database.unit_of_work() as uow:
        await uow.plans.add(ADA, ada)
        await uow.plans.add(BEN, ben)
        await uow.plans.set_adjustment(ADA, Adjustment(TILT, Change.EASIER, DAY))
        await uow.plans.set_adjustment(ADA, out)
        for note in (*notes, PainNote(BEN, NOW, DAY, 7)):
            await uow.pain.add(note)
        done = await uow.sessions.add(a_session(BEN, ending=Ending.FINISHED), NOW)
        await uow.sessions.save(replace(done, log=(a_line(),), version=done.version + 1), None)
        await uow.sessions.add(a_session(), NOW)
        own = await _custom_routine(uow)
        with counted() as asked:
            found = await uow.circumstances.of_reminders([ADA, BEN], [DAY], DAY - A_DAY)
        assert asked.statements == 1
        only_facts = await uow.circumstances.facts([ADA, BEN], [DAY])
        assert only_facts.facts == found.facts
        assert not only_facts.plans
        assert found.plans == {ADA: ada, BEN: ben}
        assert found.adjustments == {ADA: [out, Adjustment(TILT, Change.EASIER, DAY)]}
        assert found.notes == {ADA: [notes[1]], BEN: [PainNote(BEN, NOW, DAY, 7)]}
        assert found.days_done == {BEN: (1, DAY)}
        assert set(found.facts) == {(Fact.DONE, BEN, DAY), (Fact.ACTIVE, ADA, None)}
        assert found.own == {(ADA, 0): own}


async def test_no_people_have_no_facts(database: Database) -> None:
    async with database.unit_of_work() as uow:
        found = await uow.circumstances.of([ADA], DAY)
    assert not any((found.plans, found.adjustments, found.notes, found.days_done))


async def test_a_custom_routine_is_found_only_for_its_slot(
    database: Database,
) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        own = await _custom_routine(uow)
        assert await uow.own.bound(ADA, 0) == own
        assert await uow.own.bound(ADA, 1) is None
        assert await uow.own.bound(BEN, 0) is None
