"""What /streak and /progress read: all that they show, and little more with a longer history."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.pain import trend
from bot.domain.pain.notes import PainNote, Reach, Region
from bot.domain.people.person import PersonId
from bot.domain.progress.totals import mondays
from bot.domain.routines.custom_exercise import CustomExercise, Media, MediaKind
from bot.domain.routines.exercises import Dose, ExerciseId, Rhythm, Sides
from bot.domain.routines.routine import Item
from bot.domain.session.session import Ending, Logged, Outcome, Session
from bot.services.pain.pain_diary import notes_for_trends
from bot.services.ports import Library
from bot.services.progress.progress import Progress
from bot.services.progress.progress_report import Overviews, pain_read
from bot.storage.core.database import Database
from tests.bench import history
from tests.bench.history import StandingClock
from tests.builders import ANA, EXERCISES, NOON, a_person, a_session
from tests.storage.builders import keep

TODAY = NOON.date()
LIBRARY = Library(EXERCISES, {}, None)  # type: ignore[arg-type]  # nothing here reads a plan


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path / 'limber.db'}")
    yield database
    await database.close()


async def steps(database: Database, work: Callable[[], Awaitable[object]]) -> int:
    """How many hundred instructions SQLite runs for `work`."""
    count = 0

    def counted() -> int:
        nonlocal count
        count += 1
        return 0

    async def watch(handler: Callable[[], int] | None) -> None:
        async with database.unit_of_work() as uow:
            driver = (await uow.connection.get_raw_connection()).driver_connection
            assert isinstance(driver, aiosqlite.Connection)
            # Its types leave None out, which removes the handler.
            await driver.set_progress_handler(handler, 100)  # type: ignore[arg-type]

    await work()  # so that statements are prepared
    await watch(counted)
    await work()
    await watch(None)
    return count


async def test_only_the_days_of_the_streak_cost_more_with_a_longer_history(
    on_sqlite: Database,
) -> None:
    clock = StandingClock()
    streak = Progress(on_sqlite.unit_of_work, clock)
    progress = Overviews(on_sqlite.unit_of_work, clock, LIBRARY)
    days, rest = [], []
    for number, length in enumerate((100, 300)):
        person = await history.keep(on_sqlite, length, 1000 + number)
        days.append(await steps(on_sqlite, partial(streak.calendar, person)))
        rest.append(await steps(on_sqlite, partial(progress.of, person)) - days[-1])
    assert days[1] < 3.3 * days[0]
    assert rest[1] < 1.1 * rest[0]


def a_diary(seed: int, person: PersonId) -> list[PainNote]:
    """Notes over half a year, dense or sparse, some with missing scores."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not a secret
    share, missing = chance.choice([0.05, 0.3, 0.9]), chance.choice([0.1, 0.6])

    def maybe(value: int) -> int | None:
        return None if chance.random() < missing else value

    return [
        PainNote(
            person,
            NOON - timedelta(days=back, minutes=chance.randrange(600)),
            TODAY - timedelta(days=back),
            maybe(chance.randrange(11)),
            maybe(chance.randrange(11)),
            chance.choice([*Reach, None]),
        )
        for back in range(200)
        for _ in range(2)
        if chance.random() < share
    ]


async def test_trends_are_those_of_the_whole_diary(database: Database) -> None:
    since = mondays(TODAY)[0]
    for seed in range(6):
        person = PersonId(5000 + seed)
        notes = a_diary(seed, person)
        await keep(database, a_person(id=person))
        async with database.unit_of_work() as uow:
            for note in notes:
                await uow.pain.add(note)
            read = await notes_for_trends(uow, person, since)
            await uow.commit()
        for region in Region:
            assert pain_read(read, region, TODAY) == pain_read(notes, region, TODAY)
        whole = trend.is_time_for_help(notes, TODAY)
        assert trend.is_time_for_help(read, TODAY) == whole


async def test_a_custom_exercise_is_named_as_in_the_newest_session(database: Database) -> None:
    titles = ("WALL SLIDE", "Wall slide")  # the same exercise, written in two ways
    await keep(database, a_person())
    async with database.unit_of_work() as uow:
        for number, title in enumerate(titles):
            await uow.sessions.add(_own_session(title, number), None)
        await uow.commit()
    overview = await Overviews(database.unit_of_work, StandingClock(), LIBRARY).of(a_person())
    (tally,) = overview.tallies
    assert overview.names == {tally.exercise: "Wall slide"}
    assert tally.counts == (2, 0, 0, 0)


def _own_session(title: str, number: int) -> Session:
    own = CustomExercise(title, Sides.TOGETHER, Rhythm.COUNT, Media(MediaKind.PHOTO, "file"))
    at = NOON - timedelta(days=5 - number)
    line = Logged(0, own.id, Dose(3, 10), Outcome.DONE, at, at + timedelta(seconds=30))
    item = Item(ExerciseId(own.id), Dose(3, 10), own=own)
    over = {"ending": Ending.FINISHED, "ended_at": at}
    return a_session(item, person=ANA, day=at.date(), began_at=at, log=(line,), **over)
