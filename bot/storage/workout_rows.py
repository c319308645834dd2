"""Sessions as rows: the items by their ids, and the log as a list in the row itself.

A line of the log is `[position, item, outcome, waited, took]`: the item by its id, `waited` in
microseconds since the line before ended or the session began, `took` in microseconds as well. A
table of lines takes four times as much space, most of it keys and moments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.people import PersonId
from bot.domain.routines import Item, RoutineId
from bot.domain.workouts import Logged, Outcome, Workout, WorkoutId
from bot.storage.workout_items import Ids, Items

Line = Sequence[Any]
Timed = tuple[int, int, str, datetime, datetime]

_MICROSECOND = timedelta(microseconds=1)


def items_of(workout: Workout) -> Set[Item]:
    """All that the session and its log are made of."""
    return {*workout.items, *(_item(workout, line) for line in workout.log)}


def done_in(workout: Workout) -> Set[Item]:
    """What of it was done."""
    return {_item(workout, line) for line in workout.done}


def to_row(workout: Workout, ids: Ids) -> dict[str, Any]:
    """What every save writes: all but the id and the card."""
    return {
        "person_id": workout.person,
        "routine": workout.routine,
        "day": workout.day,
        "items": [ids[item] for item in workout.items],
        "log": list(_lines(workout, ids)),
        "counts": workout.counts,
        "began_at": workout.began_at,
        "segment_at": workout.segment_at,
        "item_at": workout.item_at,
        "item": workout.item,
        "segment": workout.segment,
        "still": workout.still,
        "still_at": workout.still_at,
        "ending": workout.ending,
        "ended_at": workout.ended_at,
        "version": workout.version,
    }


def from_row(row: Row[Any], items: Items) -> Workout:
    """The session of a row."""
    return Workout(
        id=WorkoutId(row.id),
        person=PersonId(row.person_id),
        routine=RoutineId(row.routine),
        day=row.day,
        items=tuple(items[each] for each in row.items),
        began_at=row.began_at,
        segment_at=row.segment_at,
        item_at=row.item_at,
        item=row.item,
        segment=row.segment,
        still=row.still,
        still_at=row.still_at,
        ending=row.ending,
        ended_at=row.ended_at,
        log=log_of(row, items),
        card=row.card_id,
        shown_item=row.shown_item,
        shown_picture=row.shown_picture,
        version=row.version,
    )


def log_of(row: Any, items: Items) -> tuple[Logged, ...]:
    """The log of a row."""
    return tuple(_logged(line, items) for line in timed(row.log, row.began_at))


def ids_in(row: Row[Any]) -> Set[int]:
    """The items that a row names."""
    return {*row.items, *(line[1] for line in row.log)}


def timed(log: Iterable[Line], session_began: datetime) -> Iterator[Timed]:
    """The lines of a log with the moments when they began and ended."""
    ended = session_began
    for position, item, outcome, waited, took in log:
        began = ended + waited * _MICROSECOND
        ended = began + took * _MICROSECOND
        yield position, item, outcome, began, ended


def spelled_out(
    workouts: Iterable[Mapping[str, Any]], items: Mapping[int, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of sessions without ids in them, and a row for each line of their logs."""
    sessions, lines = [], []
    for row in workouts:
        session = dict(row)
        for position, item, outcome, began, ended in timed(session.pop("log"), row["began_at"]):
            about = {"exercise": items[item]["exercise"]}
            about |= {name: items[item][name] for name in ("hold", "repetitions", "sets")}
            line = {"workout_id": row["id"], "position": position, **about, "outcome": outcome}
            lines.append(line | {"began_at": began, "ended_at": ended})
        sessions.append(session | {"items": [items[each] for each in row["items"]]})
    return sessions, lines


def _item(workout: Workout, line: Logged) -> Item:
    """What a line is about: the item at its position, unless that has become another one."""
    if line.position < len(workout.items):
        item = workout.items[line.position]
        if (item.exercise, item.dose) == (line.exercise, line.dose):
            return item
    return Item(line.exercise, line.dose)


def _lines(workout: Workout, ids: Ids) -> Iterator[Line]:
    ended = workout.began_at
    for line in workout.log:
        waited = (line.began_at - ended) // _MICROSECOND
        took = (line.ended_at - line.began_at) // _MICROSECOND
        yield [line.position, ids[_item(workout, line)], line.outcome.value, waited, took]
        ended = line.ended_at


def _logged(line: Timed, items: Items) -> Logged:
    position, number, outcome, began, ended = line
    item = items[number]
    return Logged(position, item.exercise, item.dose, Outcome(outcome), began, ended)
