"""Sessions as rows: items by their ids, and the log as a JSON list in the row.

A log line is `[position, item, outcome, waited, took]`: `item` is an id, `waited` the microseconds
since the previous line ended or the session began, `took` the duration in microseconds. A table of
lines takes four times as much space, most of it for keys and timestamps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.people.person import PersonId
from bot.domain.routines.routine import Item, RoutineId
from bot.domain.session.session import Logged, Outcome, Session, SessionId
from bot.storage.session.session_items import Ids, Items

Line = Sequence[Any]
Timed = tuple[int, int, str, datetime, datetime]

_MICROSECOND = timedelta(microseconds=1)


def items_of(session: Session) -> Set[Item]:
    """All items of the session and its log."""
    return {*session.items, *(_item(session, line) for line in session.log)}


def done_in(session: Session) -> Set[Item]:
    """The items that were done."""
    return {_item(session, line) for line in session.done}


def to_row(session: Session, ids: Ids) -> dict[str, Any]:
    """The columns that every save writes: all but the id and the card."""
    return {
        "person_id": session.person,
        "routine": session.routine,
        "day": session.day,
        "items": [ids[item] for item in session.items],
        "log": list(_lines(session, ids)),
        "counts": session.counts,
        "began_at": session.began_at,
        "segment_at": session.segment_at,
        "item_at": session.item_at,
        "item": session.item,
        "segment": session.segment,
        "still": session.still,
        "still_at": session.still_at,
        "ending": session.ending,
        "ended_at": session.ended_at,
        "version": session.version,
    }


def from_row(row: Row[Any], items: Items) -> Session:
    """The session from its row."""
    return Session(
        id=SessionId(row.id),
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
    """The log from its row."""
    return tuple(_logged(line, items) for line in timed(row.log, row.began_at))


def ids_in(row: Row[Any]) -> Set[int]:
    """The ids of all items in a row."""
    return {*row.items, *(line[1] for line in row.log)}


def timed(log: Iterable[Line], session_began: datetime) -> Iterator[Timed]:
    """The lines of a log with the times when they began and ended (UTC)."""
    ended = session_began
    for position, item, outcome, waited, took in log:
        began = ended + waited * _MICROSECOND
        ended = began + took * _MICROSECOND
        yield position, item, outcome, began, ended


def expanded(
    rows: Iterable[Mapping[str, Any]], items: Mapping[int, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Session rows with items in place of their ids, and one row for each log line."""
    sessions, lines = [], []
    for row in rows:
        session = dict(row)
        for position, item, outcome, began, ended in timed(session.pop("log"), row["began_at"]):
            about = {"exercise": items[item]["exercise"]}
            about |= {name: items[item][name] for name in ("hold", "repetitions", "sets")}
            line = {"workout_id": row["id"], "position": position, **about, "outcome": outcome}
            lines.append(line | {"began_at": began, "ended_at": ended})
        sessions.append(session | {"items": [items[each] for each in row["items"]]})
    return sessions, lines


def _item(session: Session, line: Logged) -> Item:
    """The item of a log line: the one at its position, unless that has changed since."""
    if line.position < len(session.items):
        item = session.items[line.position]
        if (item.exercise, item.dose) == (line.exercise, line.dose):
            return item
    return Item(line.exercise, line.dose)


def _lines(session: Session, ids: Ids) -> Iterator[Line]:
    ended = session.began_at
    for line in session.log:
        waited = (line.began_at - ended) // _MICROSECOND
        took = (line.ended_at - line.began_at) // _MICROSECOND
        yield [line.position, ids[_item(session, line)], line.outcome.value, waited, took]
        ended = line.ended_at


def _logged(line: Timed, items: Items) -> Logged:
    position, number, outcome, began, ended = line
    item = items[number]
    return Logged(position, item.exercise, item.dose, Outcome(outcome), began, ended)
