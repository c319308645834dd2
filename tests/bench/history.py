"""What one person's years of history cost: the days of /streak, and the pictures of /progress."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

from sqlalchemy import insert

from bot.domain.pain.notes import PainNote, Reach, Taken
from bot.domain.people.person import Person, PersonId
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Ending, Logged, Outcome
from bot.services.ports import Library
from bot.services.progress.progress import Progress
from bot.services.progress.progress_report import Overviews
from bot.storage.core.database import Database
from bot.storage.core.tables import DELIVERIES, State
from bot.storage.core.unit_of_work import UnitOfWork
from tests.builders import EXERCISES, NOON, a_person, a_session, an_item

EXERCISES_A_SESSION = 6
OUTCOMES = (*[Outcome.DONE] * 6, Outcome.EASIER, Outcome.SKIPPED)
REPETITIONS = 5
YEAR = 365


@dataclass(frozen=True, slots=True)
class StandingClock:
    """Always noon."""

    def now(self) -> datetime:
        return NOON


async def keep(database: Database, days: int, id: int = 1001) -> Person:
    """Somebody who did a session on six days of seven, with two reminders and two notes a day."""
    person = a_person(
        id=PersonId(id), zone="Etc/UTC", joined_at=datetime(2000, 1, 1, tzinfo=UTC), weekly_goal=5
    )
    async with database.unit_of_work() as uow:
        await uow.people.add(person)
        for back in range(1, days + 1):
            await _day(uow, person.id, NOON - timedelta(days=back), back)
        await uow.connection.execute(insert(DELIVERIES), _reminders(person.id, days))
        await uow.commit()
    return person


async def _day(uow: UnitOfWork, person: PersonId, at: datetime, number: int) -> None:
    if number % 7:
        names = list(EXERCISES.values())
        chosen = [names[place % len(names)] for place in range(EXERCISES_A_SESSION)]
        log = tuple(
            Logged(
                place,
                ExerciseId(each.id),
                an_item(each).dose,
                OUTCOMES[(number + place) % len(OUTCOMES)],
                at + timedelta(minutes=place),
                at + timedelta(minutes=place, seconds=45),
            )
            for place, each in enumerate(chosen)
        )
        session = a_session(
            *map(an_item, chosen),
            person=person,
            day=at.date(),
            began_at=at,
            segment_at=at,
            item_at=at,
            ending=Ending.FINISHED,
            ended_at=at + timedelta(minutes=6),
            log=log,
        )
        await uow.sessions.add(session, None)
    for hours, taken in enumerate((Taken.BEFORE, Taken.AFTER)):
        noted_at = at + timedelta(hours=hours)
        note = PainNote(
            person, noted_at, at.date(), number % 11, (number + 3) % 11, Reach.FOOT, taken
        )
        await uow.pain.add(note)


def _reminders(person: PersonId, days: int) -> list[dict[str, object]]:
    return [
        {
            "person_id": person,
            "local_date": at.date(),
            "slot": slot,
            "round": 0,
            "day": at.date(),
            "due_at": at,
            "state": State.SENT,
            "attempts": 1,
            "settled_at": at,
        }
        for at in (NOON - timedelta(days=back) for back in range(1, days + 1))
        for slot in range(2)
    ]


async def best_of(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of processor time: the least of several runs."""
    taken = []
    for _ in range(REPETITIONS):
        began = process_time()
        await work()
        taken.append(process_time() - began)
    return min(taken) * 1000


async def reads(url: str, years: int) -> tuple[float, float]:
    """Milliseconds of processor for what /streak and /progress show after so many years."""
    database = await Database.open(url)
    try:
        person = await keep(database, years * YEAR)
        clock = StandingClock()
        streak = Progress(database.unit_of_work, clock)
        progress = Overviews(database.unit_of_work, clock, Library(EXERCISES, {}, None))  # type: ignore[arg-type]  # no plan is read
        shown = await progress.of(person)
        if not (shown.sessions and shown.pain):
            raise AssertionError("there is no history to read")
        return (
            await best_of(lambda: streak.calendar(person)),
            await best_of(lambda: progress.of(person)),
        )
    finally:
        await database.close()
