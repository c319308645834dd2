"""Sessions: their state, when their card changes next, and their log."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.session import Ending, Outcome, Session, SessionId, SessionLog
from bot.storage.core.combined_query import PersonFilter
from bot.storage.core.dialect_sql import insert
from bot.storage.core.errors import VersionConflict
from bot.storage.session import session_items, session_rows
from bot.storage.session.tables import WORKOUTS

_C = WORKOUTS.c
MAX_SEARCHED = 200
"""How many of the newest sessions are searched for the outcomes of an exercise."""


def days_done_query(belongs: PersonFilter) -> Select[Any]:
    """How many days of each person count as done, and the newest of them."""
    count = func.count(_C.day.distinct()).label("count")
    return (
        select(_C.person_id, count, func.max(_C.day).label("newest"))
        .where(belongs(_C.person_id), _C.counts)
        .group_by(_C.person_id)
    )


@dataclass(frozen=True, slots=True)
class SessionStore:
    """One row per session, guarded by a version. Its items are stored once per person."""

    connection: AsyncConnection

    async def add(self, session: Session, next_change_at: datetime | None) -> Session:
        """Save a new session and return it with its new id; its previous id is ignored.

        Raises `VersionConflict` if the person already has a session in progress.
        """
        row = await self._row(session) | {
            "card_id": session.card,
            "shown_item": session.shown_item,
            "shown_picture": session.shown_picture,
            "next_change_at": next_change_at,
        }
        statement = insert(self.connection, WORKOUTS).values(row)
        one_in_work: Any = {"index_elements": [_C.person_id], "index_where": _C.ending.is_(None)}
        added = await self.connection.scalar(
            statement.on_conflict_do_nothing(**one_in_work).returning(_C.id)
        )
        if added is None:
            raise VersionConflict
        return replace(session, id=SessionId(added))

    async def save(self, session: Session, next_change_at: datetime | None) -> None:
        """Save the next state. Raises `VersionConflict` unless it follows the stored version.

        This does not change the stored card; `set_card` does.
        """
        row = await self._row(session) | {"next_change_at": next_change_at}
        changed = await self.connection.execute(
            update(WORKOUTS)
            .where(_C.id == session.id, _C.version == session.version - 1)
            .values(row)
        )
        if changed.rowcount != 1:
            raise VersionConflict

    async def set_card(
        self, workout_id: SessionId, message_id: int | None, item: int, picture: str | None = None
    ) -> None:
        """Save which message shows a session in progress, which item it shows, and how.

        Does nothing if another process has ended the session: its end may be shown already.
        """
        shown = {"card_id": message_id, "shown_item": item, "shown_picture": picture}
        in_work = (_C.id == workout_id) & _C.ending.is_(None)
        await self.connection.execute(update(WORKOUTS).where(in_work).values(shown))

    async def settle(self, workout_id: SessionId, shown: int | None = None) -> None:
        """Make a session that has ended no longer due; `shown` is the item shown now, if given."""
        settled: dict[str, Any] = {"next_change_at": None}
        if shown is not None:
            settled |= {"shown_item": shown, "shown_picture": None}
        ended = (_C.id == workout_id) & _C.ending.is_not(None)
        await self.connection.execute(update(WORKOUTS).where(ended).values(settled))

    async def postpone(self, session: Session, until: datetime | None) -> None:
        """Make this session due again at `until` (UTC), unless it has changed meanwhile."""
        await self.connection.execute(
            update(WORKOUTS)
            .where(_C.id == session.id, _C.version == session.version)
            .values(next_change_at=until)
        )

    async def get(self, workout_id: SessionId) -> Session | None:
        """The session with that id."""
        return await self._first(select(WORKOUTS).where(_C.id == workout_id))

    async def active(self, person_id: PersonId) -> Session | None:
        """The person's session in progress."""
        return await self._first(_of(person_id).where(_C.ending.is_(None)))

    async def latest(self, person_id: PersonId) -> Session | None:
        """The person's newest session, in progress or over."""
        return await self._first(_of(person_id))

    async def due(self, now: datetime, limit: int) -> Mapping[SessionId, PersonId]:
        """Sessions whose card has to change by now, with their people, longest overdue first."""
        query = select(_C.id, _C.person_id).where(_C.next_change_at <= now)
        found = await self.connection.execute(query.order_by(_C.next_change_at).limit(limit))
        return {SessionId(row.id): PersonId(row.person_id) for row in found}

    async def still_due(self, ids: Collection[SessionId], now: datetime) -> frozenset[SessionId]:
        """Which of these sessions have a card that has to change by now."""
        query = select(_C.id).where(_C.id.in_(ids), _C.next_change_at <= now)
        return frozenset(map(SessionId, await self.connection.scalars(query)))

    async def put_off(self, id: SessionId, until: datetime) -> None:
        """Make a session due no sooner than `until` (UTC)."""
        sooner = _C.next_change_at < until
        await self.connection.execute(
            update(WORKOUTS).where(_C.id == id, sooner).values(next_change_at=until)
        )

    async def abandon(self, id: SessionId, now: datetime) -> None:
        """Make a session never due again; one in progress ends as left, so reminders continue."""
        left = {
            "ending": func.coalesce(_C.ending, literal(Ending.LEFT, _C.ending.type)),
            "ended_at": func.coalesce(_C.ended_at, literal(now, _C.ended_at.type)),
            "version": _C.version + 1,
            "next_change_at": None,
        }
        await self.connection.execute(update(WORKOUTS).where(_C.id == id).values(left))

    async def next_due(self) -> datetime | None:
        """When the next card has to change (UTC)."""
        query = select(func.min(_C.next_change_at)).where(_C.next_change_at.is_not(None))
        moment: datetime | None = await self.connection.scalar(query)
        return moment

    async def done_days(self, person_id: PersonId) -> frozenset[date]:
        """The days with at least one exercise that counts as done."""
        query = select(_C.day).where(_C.person_id == person_id, _C.counts).distinct()
        return frozenset(await self.connection.scalars(query))

    async def last_counted(self, person_id: PersonId) -> Session | None:
        """The newest finished session that made its day count."""
        return await self._first(_of(person_id).where(_C.ending.is_not(None), _C.counts))

    async def remove(self, person_id: PersonId, workout_id: SessionId) -> None:
        """Delete a session with its log."""
        await self.connection.execute(
            delete(WORKOUTS).where(_C.person_id == person_id, _C.id == workout_id)
        )

    async def done_of(
        self, person_id: PersonId, exercises: Collection[ExerciseId]
    ) -> Set[ExerciseId]:
        """Those of the exercises that the person has ever done."""
        return await session_items.done_of(self.connection, person_id, exercises)

    async def of_day(self, person_id: PersonId, day: date) -> tuple[Session, ...]:
        """The sessions that count for that day, oldest first."""
        query = select(WORKOUTS).where(_C.person_id == person_id, _C.day == day).order_by(_C.id)
        return await self._all(query)

    async def history(self, person_id: PersonId, limit: int = 500) -> tuple[Session, ...]:
        """The person's sessions, newest first."""
        return await self._all(_of(person_id).limit(limit))

    async def logs_since(self, person_id: PersonId, day: date) -> tuple[SessionLog, ...]:
        """The logs of the person's sessions from that day on, oldest first.

        A session with an empty log is left out.
        """
        query = select(_C.id, _C.day, _C.began_at, _C.log)
        query = query.where(_C.person_id == person_id, _C.day >= day).order_by(_C.day, _C.id)
        rows = (await self.connection.execute(query)).all()
        ids = (line[1] for row in rows for line in row.log)
        items = await session_items.load(self.connection, ids)
        return tuple(
            SessionLog(SessionId(row.id), row.day, session_rows.log_of(row, items))
            for row in rows
            if row.log
        )

    async def outcomes(
        self, person_id: PersonId, exercise: ExerciseId, limit: int
    ) -> tuple[Outcome, ...]:
        """The latest outcomes of an exercise, newest first."""
        ids = await session_items.alike(self.connection, person_id, exercise)
        query = _of(person_id).with_only_columns(_C.log).limit(MAX_SEARCHED)
        logs = await self.connection.scalars(query)
        found = (Outcome(line[2]) for log in logs for line in reversed(log) if line[1] in ids)
        return tuple(islice(found, limit))

    async def hurts_since(self, person_id: PersonId, day: date) -> int:
        """How many exercises were skipped because they hurt, from that day on."""
        query = select(_C.log).where(_C.person_id == person_id, _C.day >= day)
        logs = await self.connection.scalars(query)
        return sum(line[2] == Outcome.HURT for log in logs for line in log)

    async def count_before(self, session: Session) -> int:
        """How many sessions the person began before this one; its id is 0 if it is unsaved."""
        query = select(func.count()).where(_C.person_id == session.person)
        if session.id:
            query = query.where(_C.id < session.id)
        return int(await self.connection.scalar(query) or 0)

    async def count_active(self) -> int:
        """How many sessions are in progress."""
        query = select(func.count()).select_from(WORKOUTS).where(_C.ending.is_(None))
        return int(await self.connection.scalar(query) or 0)

    async def _first(self, query: Select[Any]) -> Session | None:
        found = await self._all(query.limit(1))
        return found[0] if found else None

    async def _all(self, query: Select[Any]) -> tuple[Session, ...]:
        rows = (await self.connection.execute(query)).all()
        ids = set().union(*map(session_rows.ids_in, rows))
        items = await session_items.load(self.connection, ids)
        return tuple(session_rows.from_row(row, items) for row in rows)

    async def _row(self, session: Session) -> dict[str, Any]:
        items, done = session_rows.items_of(session), session_rows.done_in(session)
        ids = await session_items.ids_of(self.connection, session.person, items, done)
        return session_rows.to_row(session, ids)


def _of(person_id: PersonId) -> Select[Any]:
    newest_first = (_C.began_at.desc(), _C.id.desc())
    return select(WORKOUTS).where(_C.person_id == person_id).order_by(*newest_first)
