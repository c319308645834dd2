"""Plan progress, adjustments of exercises, and the migration of people who joined earlier."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text

from bot.domain.plan.exercise_adjustments import Adjustment, Change
from bot.domain.plan.progression import Length, PlanProgress
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Outcome
from bot.storage.core import database_url, engine, migrations_runner
from bot.storage.core.database import Database
from bot.storage.core.errors import VersionConflict
from tests.storage.builders import ADA, BEN, NOW, a_line, a_past_session, a_person, a_session, keep

DAY = date(2026, 3, 2)


async def test_plan_progress_is_loaded_as_saved(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        assert await uow.plans.get(ADA) is None
        progress = PlanProgress(
            DAY, 3, 1, length=Length.SHORT, variety=2, flare_until=NOW, follow_up=True
        )
        await uow.plans.add(ADA, PlanProgress(DAY))
        await uow.plans.change(ADA, PlanProgress(DAY), progress)
        await uow.plans.add(ADA, PlanProgress(DAY))
        assert await uow.plans.get(ADA) == progress, "adding it again changes nothing"
        assert await uow.plans.get(BEN) is None


async def test_two_stale_copies_keep_each_others_changes(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        await uow.plans.add(ADA, PlanProgress(DAY))
        await uow.plans.change(ADA, PlanProgress(DAY), PlanProgress(DAY, level=2))
        await uow.plans.change(ADA, PlanProgress(DAY), PlanProgress(DAY, length=Length.SHORT))
        await uow.plans.screened(ADA, DAY)
        now = PlanProgress(DAY, level=2, length=Length.SHORT, screened_on=DAY)
        assert await uow.plans.get(ADA) == now


async def test_a_step_taken_on_two_messages_at_once_counts_once(
    database: Database,
) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        await uow.plans.add(ADA, PlanProgress(DAY))
        await uow.plans.change(ADA, PlanProgress(DAY), PlanProgress(DAY, level=2))
        with pytest.raises(VersionConflict):
            await uow.plans.change(ADA, PlanProgress(DAY), PlanProgress(DAY, level=2))


async def test_the_newest_adjustment_applies_until_its_day(
    database: Database,
) -> None:
    await keep(database, a_person())
    cat, tilt = ExerciseId("cat"), ExerciseId("tilt")
    until = DAY + timedelta(days=7)
    async with database.unit_of_work() as uow:
        await uow.plans.set_adjustment(ADA, Adjustment(cat, Change.EASIER, DAY + timedelta(days=1)))
        await uow.plans.set_adjustment(ADA, Adjustment(cat, Change.OUT, until))
        await uow.plans.set_adjustment(ADA, Adjustment(tilt, Change.KEPT, DAY))
        assert await uow.plans.adjustments(ADA, DAY) == (Adjustment(cat, Change.OUT, until),)
        assert await uow.plans.adjustments(ADA, until) == ()
        await uow.plans.remove_adjustment(ADA, cat)
        assert await uow.plans.adjustments(ADA, DAY) == ()


async def test_exercises_that_hurt_are_counted_from_a_day_on(database: Database) -> None:
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        lines = (a_line(0, Outcome.HURT), a_line(1, Outcome.DONE))
        first = await uow.sessions.add(a_past_session(log=lines), NOW)
        second = await uow.sessions.add(a_session(), NOW)
        assert await uow.sessions.hurts_since(ADA, DAY) == 1
        assert await uow.sessions.hurts_since(ADA, DAY + timedelta(days=1)) == 0
        assert await uow.sessions.count_before(first) == 0
        assert await uow.sessions.count_before(second) == 1


async def _in(url: str, work: Any) -> Any:
    raw = engine.create(database_url.read(url))
    try:
        async with raw.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await raw.dispose()


@pytest.mark.parametrize(("days_ago", "level"), [(0, 1), (6, 1), (7, 2), (35, 6), (400, 6)])
async def test_people_who_joined_earlier_continue_in_their_week(
    bare_url: str, days_ago: int, level: int
) -> None:
    joined = datetime.now(UTC) - timedelta(days=days_ago)

    def before(connection: Connection) -> None:
        alembic = migrations_runner.config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0002")
        connection.execute(
            text(
                "INSERT INTO people (id, first_name, language, zone, day_starts, places, equipment,"
                " bending, health, joined_at, reachable) VALUES"
                " (:id, 'Ada', 'en', 'UTC', 180, '', '', 'unclear', '', :joined, :yes)"
            ),
            [
                {"id": ADA, "joined": joined, "yes": True},
                {"id": BEN, "joined": None, "yes": True},
            ],
        )
        connection.execute(
            text(
                "INSERT INTO pain_notes (person_id, noted_at, day, score)"
                " VALUES (:id, :at, :day, 4)"
            ),
            {"id": ADA, "at": joined, "day": DAY},
        )

    await _in(bare_url, before)
    database = await Database.open(bare_url)
    async with database.unit_of_work() as uow:
        progress = await uow.plans.get(ADA)
        assert progress is not None
        assert (progress.level, progress.finished) == (level, False)
        assert progress.since == datetime.now(UTC).date()
        assert await uow.plans.get(BEN) is None
        assert [note.back for note in await uow.pain.of(ADA)] == [4], "no note is lost"
    await database.close()
