"""Store the items of sessions once per person, and the log of a session in its row."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PEOPLE_AT_ONCE = 20
MICROSECOND = timedelta(microseconds=1)

ITEMS = sa.table(
    "workout_items",
    *(sa.column(name) for name in ("id", "person_id", "digest", "exercise", "done")),
    sa.column("item", sa.JSON()),
)
WORKOUTS = sa.table(
    "workouts",
    *(sa.column(name) for name in ("id", "person_id", "counts")),
    sa.column("items", sa.JSON()),
    sa.column("log", sa.JSON()),
    sa.column("began_at", MOMENT),
)
LINES = sa.table(
    "workout_exercises",
    *(sa.column(name) for name in ("workout_id", "position", "exercise", "hold")),
    *(sa.column(name) for name in ("repetitions", "sets", "outcome")),
    sa.column("began_at", MOMENT),
    sa.column("ended_at", MOMENT),
)


def upgrade() -> None:
    """Add the table and the columns, move the data, and drop the table of log lines.

    All of this is one transaction: an interrupted migration starts over at the next start.
    """
    op.create_table(
        "workout_items",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_workout_items_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workout_items")),
    )
    op.create_index(
        op.f("ix_workout_items_person_id_digest"),
        "workout_items",
        ["person_id", "digest"],
        unique=True,
    )
    op.add_column("workouts", sa.Column("log", sa.JSON(), nullable=True))
    op.add_column(
        "workouts", sa.Column("counts", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    _move()
    op.drop_table("workout_exercises")


def _move() -> None:
    connection = op.get_bind()
    people = list(connection.scalars(sa.select(WORKOUTS.c.person_id).distinct()))
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[start : start + PEOPLE_AT_ONCE]
        for person, rows, lines in _sessions(connection, some):
            _move_one(connection, person, rows, lines)


def _sessions(connection: Any, people: list[int]) -> Iterator[tuple[int, list[Any], Any]]:
    """Each of these people with their sessions and all log lines of these."""
    theirs = WORKOUTS.c.person_id.in_(people)
    c = WORKOUTS.c
    query: Any = sa.select(c.id, c.person_id, c["items"], c.began_at).where(theirs)
    rows = connection.execute(query.order_by(c.person_id, c.id)).all()
    ids = sa.select(WORKOUTS.c.id).where(theirs)
    query = sa.select(LINES).where(LINES.c.workout_id.in_(ids)).order_by(LINES.c.position)
    lines = defaultdict(list)
    for line in connection.execute(query):
        lines[line.workout_id].append(line)
    for person, some in groupby(rows, key=lambda row: row.person_id):
        yield person, list(some), lines


def _move_one(connection: Any, person: int, rows: list[Any], lines: Any) -> None:
    plain: dict[str, Any] = {}
    done: set[str] = set()
    for row in rows:
        plain |= {_digest(item): item for item in row.items}
        for line in lines[row.id]:
            item = _item(row, line)
            plain[_digest(item)] = item
            if _counts(line):
                done.add(_digest(item))
    fresh = [
        {"person_id": person, "digest": name, "exercise": item["exercise"], "item": item}
        | {"done": name in done}
        for name, item in plain.items()
    ]
    if fresh:
        connection.execute(ITEMS.insert(), fresh)
    known = sa.select(ITEMS.c.digest, ITEMS.c.id).where(ITEMS.c.person_id == person)
    ids = {row.digest: row.id for row in connection.execute(known)}
    moved = [
        {
            "of": row.id,
            "new_items": [ids[_digest(item)] for item in row.items],
            "new_log": list(_log(row, lines[row.id], ids)),
            "new_counts": any(map(_counts, lines[row.id])),
        }
        for row in rows
    ]
    connection.execute(_MOVED, moved)


_MOVED = (
    sa.update(WORKOUTS)
    .where(WORKOUTS.c.id == sa.bindparam("of"))
    .values(
        items=sa.bindparam("new_items", type_=sa.JSON()),
        log=sa.bindparam("new_log", type_=sa.JSON()),
        counts=sa.bindparam("new_counts", type_=sa.Boolean()),
    )
)


def _item(row: Any, line: Any) -> Any:
    """The item of a log line: the one at its position, unless that has changed since."""
    dose = {"hold": line.hold, "repetitions": line.repetitions, "sets": line.sets}
    about = {"exercise": line.exercise, **dose}
    if line.position < len(row.items):
        item = row.items[line.position]
        if about.items() <= {name: item[name] for name in about}.items():
            return item
    return about | {"easier": False}


def _log(row: Any, lines: list[Any], ids: dict[str, int]) -> Iterator[list[Any]]:
    ended = row.began_at
    for line in lines:
        waited = (line.began_at - ended) // MICROSECOND
        took = (line.ended_at - line.began_at) // MICROSECOND
        yield [line.position, ids[_digest(_item(row, line))], line.outcome, waited, took]
        ended = line.ended_at


def _counts(line: Any) -> bool:
    return line.outcome in {"done", "easier"}


def _digest(item: Any) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:32]
