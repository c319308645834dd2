"""The migration to shared session items loses no data."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.item_json import to_plain
from bot.domain.session.session import Ending, Outcome, Session, SessionId
from bot.storage.core import database_url, engine, schema
from bot.storage.core.database import Database
from bot.storage.session.tables import WORKOUT_ITEMS
from tests.storage.builders import ADA, BEN, NOW, a_line, a_session, an_item
from tests.storage.test_migrations import _in

OLD = "0013"
FIRST = 101
MADE_OF = (an_item(), an_item("sphinx", easier=True))
IN_WORK = a_session(items=MADE_OF, item=1, version=3, log=(a_line(0),))
SWAPPED = a_session(
    items=(an_item("sphinx"), *MADE_OF),
    ending=Ending.FINISHED,
    ended_at=NOW,
    log=(a_line(0, Outcome.HURT), a_line(1), a_line(2, Outcome.EASIER)),
)
SESSIONS = (
    IN_WORK,
    SWAPPED,
    a_session(BEN, items=MADE_OF, ending=Ending.LEFT, log=(a_line(0, Outcome.SKIPPED),)),
    a_session(BEN, items=(), ending=Ending.STOPPED),
)
"""Two people, one of them with a session in progress, and a log line whose item has changed."""


class PowerCutError(Exception):
    """Simulates the end of the process."""


def _moment(connection: Connection, moment: Any) -> Any:
    if moment is None or connection.dialect.name == "postgresql":
        return moment
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    values = {
        name: _moment(connection, value) if name.endswith("_at") else value
        for name, value in row.items()
    }
    if connection.dialect.name == "sqlite":
        values = {name: str(v) if name == "day" else v for name, v in values.items()}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608


def _an_old_database(connection: Connection) -> None:
    schema.upgrade(connection, "old", OLD)
    for person in (ADA, BEN):
        words = dict.fromkeys(("places", "equipment", "bending", "health"), "")
        person_row = {"id": person, "first_name": "A", "language": "en", "zone": "UTC"}
        _insert(
            connection,
            "people",
            person_row | words | {"bending": "fine", "day_starts": 0, "reachable": True},
        )
    for number, session in enumerate(SESSIONS, FIRST):
        _insert(connection, "workouts", _row(number, session))
        for line in session.log:
            _insert(connection, "workout_exercises", _line(number, line))


def _row(number: int, session: Session) -> dict[str, Any]:
    plain = ("routine", "day", "began_at", "segment_at", "item_at", "item", "segment", "still")
    more = ("still_at", "ending", "ended_at", "version")
    row = {name: getattr(session, name) for name in (*plain, *more)}
    items = json.dumps([to_plain(item) for item in session.items])
    return row | {"id": number, "person_id": session.person, "items": items}


def _line(number: int, line: Any) -> dict[str, Any]:
    names = ("position", "exercise", "outcome", "began_at", "ended_at")
    dose = {name: getattr(line.dose, name) for name in ("hold", "repetitions", "sets")}
    return {"workout_id": number} | {name: getattr(line, name) for name in names} | dose


async def _old(url: str) -> None:
    address = database_url.read(url)
    raw = engine.create(address, foreign_keys=False)
    async with raw.begin() as connection:
        await connection.run_sync(_an_old_database)
    await raw.dispose()


async def test_old_sessions_are_unchanged(bare_url: str) -> None:
    await _old(bare_url)
    database = await Database.open(bare_url)
    async with database.unit_of_work() as uow:
        for number, session in enumerate(SESSIONS, FIRST):
            expected = SessionId(number)
            found = await uow.sessions.get(expected)
            assert found is not None
            assert (found.items, found.log) == (session.items, session.log)
            assert (found.item, found.version, found.ending) == (
                session.item,
                session.version,
                session.ending,
            )
        assert await uow.sessions.done_days(ADA) == {IN_WORK.day}
        assert await uow.sessions.done_days(BEN) == frozenset()
        assert await uow.sessions.done_of(ADA, [ExerciseId("knees-to-chest")])
        assert not await uow.sessions.done_of(BEN, [ExerciseId("knees-to-chest")])
        assert await uow.sessions.hurts_since(ADA, IN_WORK.day) == 1
    await database.close()


async def test_an_active_session_continues_and_reuses_its_items(bare_url: str) -> None:
    await _old(bare_url)
    database = await Database.open(bare_url)
    async with database.unit_of_work() as uow:
        running = await uow.sessions.active(ADA)
        assert running is not None
        before = await _stored(uow.sessions.connection)
        await uow.sessions.save(_next(running), None)
        await uow.sessions.add(a_session(items=MADE_OF, ending=Ending.LEFT), NOW)
        assert await _stored(uow.sessions.connection) == before
        assert await uow.sessions.get(running.id) == _next(running)
    await database.close()


def _next(session: Session) -> Session:
    return replace(session, version=session.version + 1, item=2)


async def _stored(connection: Any) -> list[Any]:
    query = WORKOUT_ITEMS.select().order_by(WORKOUT_ITEMS.c.id)
    return list(await connection.execute(query))


async def test_an_interrupted_migration_starts_over(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _old(bare_url)

    def stop(*_: Any) -> None:
        raise PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr(Connection, "scalars", stop)  # the list of people to move
        with pytest.raises(PowerCutError):
            await Database.open(bare_url)
    revision = await _in(bare_url, schema.revision)
    assert revision == OLD
    database = await Database.open(bare_url)
    async with database.unit_of_work() as uow:
        assert [each.items for each in await uow.sessions.history(ADA)]
    await database.close()
