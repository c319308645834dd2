"""Sessions and their exercises as rows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from bot.domain.people import PersonId
from bot.domain.plain import from_plain, to_plain
from bot.domain.routines import RoutineId
from bot.domain.workouts import Logged, Workout, WorkoutId


def to_row(workout: Workout) -> dict[str, Any]:
    """What every save writes: all but the id and the card."""
    return {
        "person_id": workout.person,
        "routine": workout.routine,
        "day": workout.day,
        "items": [to_plain(item) for item in workout.items],
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


def from_row(row: Row[Any], log: Iterable[Logged]) -> Workout:
    """The session of a row and the lines of its log."""
    return Workout(
        id=WorkoutId(row.id),
        person=PersonId(row.person_id),
        routine=RoutineId(row.routine),
        day=row.day,
        items=tuple(from_plain(each) for each in row.items),
        began_at=row.began_at,
        segment_at=row.segment_at,
        item_at=row.item_at,
        item=row.item,
        segment=row.segment,
        still=row.still,
        still_at=row.still_at,
        ending=row.ending,
        ended_at=row.ended_at,
        log=tuple(log),
        card=row.card_id,
        shown_item=row.shown_item,
        shown_picture=row.shown_picture,
        version=row.version,
    )
