"""Sessions: what was pressed and when, when the card changes next, and the log line by line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.exercises import ExerciseId
from bot.domain.people import PersonId
from bot.domain.workouts import COUNTS, Ending, Outcome, SessionLog, Workout, WorkoutId
from bot.storage import workout_log
from bot.storage.combined import Theirs
from bot.storage.errors import VersionConflict
from bot.storage.statements import insert
from bot.storage.tables import WORKOUT_EXERCISES, WORKOUTS
from bot.storage.workout_rows import from_row, to_row

_C = WORKOUTS.c
_COUNTS = WORKOUT_EXERCISES.c.outcome.in_(sorted(COUNTS))
_HAS_COUNTED = exists().where(WORKOUT_EXERCISES.c.workout_id == _C.id, _COUNTS)
"""The first line that counts is enough: a join would read them all."""


def days_done_question(theirs: Theirs) -> Select[Any]:
    """How many days of people count, and the newest of them."""
    count = func.count(_C.day.distinct()).label("count")
    return (
        select(_C.person_id, count, func.max(_C.day).label("newest"))
        .where(theirs(_C.person_id), _HAS_COUNTED)
        .group_by(_C.person_id)
    )


@dataclass(frozen=True, slots=True)
class WorkoutStore:
    """One row a session, guarded by a version, and one row a line of its log."""

    connection: AsyncConnection

    async def add(self, workout: Workout, next_change_at: datetime | None) -> Workout:
        """Keep a new session; the same with its id. The id it came with is ignored.

        Raises `VersionConflict` when the person has a session in work already.
        """
        row = to_row(workout) | {
            "card_id": workout.card,
            "shown_item": workout.shown_item,
            "shown_picture": workout.shown_picture,
            "next_change_at": next_change_at,
        }
        statement = insert(self.connection, WORKOUTS).values(row)
        one_in_work: Any = {"index_elements": [_C.person_id], "index_where": _C.ending.is_(None)}
        added = await self.connection.scalar(
            statement.on_conflict_do_nothing(**one_in_work).returning(_C.id)
        )
        if added is None:
            raise VersionConflict
        kept = replace(workout, id=WorkoutId(added))
        await workout_log.save(self.connection, kept)
        return kept

    async def save(self, workout: Workout, next_change_at: datetime | None) -> None:
        """Keep the next state. Raises `VersionConflict` unless it follows the stored version.

        The card is left as it is stored; `set_card` changes it.
        """
        changed = await self.connection.execute(
            update(WORKOUTS)
            .where(_C.id == workout.id, _C.version == workout.version - 1)
            .values(to_row(workout) | {"next_change_at": next_change_at})
        )
        if changed.rowcount != 1:
            raise VersionConflict
        await workout_log.save(self.connection, workout)

    async def set_card(
        self, workout_id: WorkoutId, message_id: int | None, item: int, picture: str | None = None
    ) -> None:
        """Remember the message that shows the session, which item it shows, and how."""
        shown = {"card_id": message_id, "shown_item": item, "shown_picture": picture}
        await self.connection.execute(update(WORKOUTS).where(_C.id == workout_id).values(shown))

    async def settle(self, workout_id: WorkoutId) -> None:
        """The end of this session was shown: it is due no more."""
        await self.connection.execute(
            update(WORKOUTS)
            .where(_C.id == workout_id, _C.ending.is_not(None))
            .values(next_change_at=None)
        )

    async def postpone(self, workout: Workout, until: datetime | None) -> None:
        """Look at this session again at `until` (UTC), unless it has changed meanwhile."""
        await self.connection.execute(
            update(WORKOUTS)
            .where(_C.id == workout.id, _C.version == workout.version)
            .values(next_change_at=until)
        )

    async def get(self, workout_id: WorkoutId) -> Workout | None:
        """The session of that id."""
        return await self._first(select(WORKOUTS).where(_C.id == workout_id))

    async def active(self, person_id: PersonId) -> Workout | None:
        """The person's session in work."""
        return await self._first(_of(person_id).where(_C.ending.is_(None)))

    async def latest(self, person_id: PersonId) -> Workout | None:
        """The person's newest session, in work or over."""
        return await self._first(_of(person_id))

    async def due(self, now: datetime, limit: int) -> Mapping[WorkoutId, PersonId]:
        """Whose card changes by now, those that wait longest first: sessions with their people."""
        query = select(_C.id, _C.person_id).where(_C.next_change_at <= now)
        found = await self.connection.execute(query.order_by(_C.next_change_at).limit(limit))
        return {WorkoutId(row.id): PersonId(row.person_id) for row in found}

    async def still_due(self, ids: Collection[WorkoutId], now: datetime) -> frozenset[WorkoutId]:
        """Which of these sessions have a card that changes by now."""
        query = select(_C.id).where(_C.id.in_(ids), _C.next_change_at <= now)
        return frozenset(map(WorkoutId, await self.connection.scalars(query)))

    async def put_off(self, id: WorkoutId, until: datetime) -> None:
        """Look at a session no sooner than `until` (UTC)."""
        sooner = _C.next_change_at < until
        await self.connection.execute(
            update(WORKOUTS).where(_C.id == id, sooner).values(next_change_at=until)
        )

    async def abandon(self, id: WorkoutId, now: datetime) -> None:
        """Look at a session no more; one in work is left, so that reminders go on."""
        left = {
            "ending": func.coalesce(_C.ending, literal(Ending.LEFT, _C.ending.type)),
            "ended_at": func.coalesce(_C.ended_at, literal(now, _C.ended_at.type)),
            "version": _C.version + 1,
            "next_change_at": None,
        }
        await self.connection.execute(update(WORKOUTS).where(_C.id == id).values(left))

    async def next_due(self) -> datetime | None:
        """When a card changes next (UTC)."""
        query = select(func.min(_C.next_change_at)).where(_C.next_change_at.is_not(None))
        moment: datetime | None = await self.connection.scalar(query)
        return moment

    async def done_days(self, person_id: PersonId) -> frozenset[date]:
        """The days with at least one exercise that counts."""
        query = select(_C.day).where(_C.person_id == person_id, _HAS_COUNTED).distinct()
        return frozenset(await self.connection.scalars(query))

    async def last_counted(self, person_id: PersonId) -> Workout | None:
        """The newest session that is over and made its day count."""
        lines = select(WORKOUT_EXERCISES.c.workout_id)
        counted = lines.where(_COUNTS)
        return await self._first(_of(person_id).where(_C.ending.is_not(None), _C.id.in_(counted)))

    async def remove(self, person_id: PersonId, workout_id: WorkoutId) -> None:
        """Take a session with its log out again."""
        await self.connection.execute(
            delete(WORKOUTS).where(_C.person_id == person_id, _C.id == workout_id)
        )

    async def has_done(self, person_id: PersonId, exercise: ExerciseId) -> bool:
        """Whether the person has ever done that exercise."""
        lines = WORKOUT_EXERCISES.c
        query = (
            select(lines.workout_id)
            .join(WORKOUTS)
            .where(_C.person_id == person_id, lines.exercise == exercise)
            .where(_COUNTS)
            .limit(1)
        )
        return await self.connection.scalar(query) is not None

    async def of_day(self, person_id: PersonId, day: date) -> tuple[Workout, ...]:
        """The sessions that count for that day, the oldest first."""
        query = select(WORKOUTS).where(_C.person_id == person_id, _C.day == day).order_by(_C.id)
        return await self._all(query)

    async def history(self, person_id: PersonId, limit: int = 500) -> tuple[Workout, ...]:
        """The person's sessions, the newest first."""
        return await self._all(_of(person_id).limit(limit))

    async def logs_since(self, person_id: PersonId, day: date) -> tuple[SessionLog, ...]:
        """What came of the person's sessions from that day on, the oldest first."""
        return await workout_log.since(self.connection, person_id, day)

    async def outcomes(
        self, person_id: PersonId, exercise: ExerciseId, limit: int
    ) -> tuple[Outcome, ...]:
        """What came of an exercise the last times, the newest first."""
        line = WORKOUT_EXERCISES.c
        query = (
            select(line.outcome)
            .select_from(WORKOUTS.join(WORKOUT_EXERCISES))
            .where(_C.person_id == person_id, line.exercise == exercise)
            .order_by(line.began_at.desc())
            .limit(limit)
        )
        return tuple(await self.connection.scalars(query))

    async def hurts_since(self, person_id: PersonId, day: date) -> int:
        """How many exercises were left out because they hurt, from that day on."""
        query = (
            select(func.count())
            .select_from(WORKOUTS.join(WORKOUT_EXERCISES))
            .where(_C.person_id == person_id, _C.day >= day)
            .where(WORKOUT_EXERCISES.c.outcome == Outcome.HURT)
        )
        return int(await self.connection.scalar(query) or 0)

    async def count_before(self, workout: Workout) -> int:
        """How many sessions the person began before this one."""
        query = select(func.count()).where(_C.person_id == workout.person, _C.id < workout.id)
        return int(await self.connection.scalar(query) or 0)

    async def count_active(self) -> int:
        """How many sessions are in work."""
        query = select(func.count()).select_from(WORKOUTS).where(_C.ending.is_(None))
        return int(await self.connection.scalar(query) or 0)

    async def _first(self, query: Select[Any]) -> Workout | None:
        found = await self._all(query.limit(1))
        return found[0] if found else None

    async def _all(self, query: Select[Any]) -> tuple[Workout, ...]:
        rows = (await self.connection.execute(query)).all()
        logs = await workout_log.load(self.connection, [WorkoutId(row.id) for row in rows])
        return tuple(from_row(row, logs[row.id]) for row in rows)


def _of(person_id: PersonId) -> Select[Any]:
    newest_first = (_C.began_at.desc(), _C.id.desc())
    return select(WORKOUTS).where(_C.person_id == person_id).order_by(*newest_first)
