"""The timeline of a session: the segments of each exercise and their lengths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.routines.exercises import Dose, Exercise, ExerciseId, Rhythm, Sides
from bot.domain.routines.routine import Item, facts_of

# Timings in seconds. The lengths of the programme's sessions are computed with the same figures.
GET_READY = 15
EASE_IN = 3
CHANGE = 8  # 3 s out of the stretch and 5 s before the next one
SET_REST = 30
COUNT_MOVE = 5  # up, down and a breath around each counted hold


class Kind(StrEnum):
    """What happens in a segment."""

    READY = "ready"
    HOLD = "hold"
    COUNT = "count"
    STEADY = "steady"
    AGAIN = "again"
    SWITCH = "switch"
    REST = "rest"


WORK = frozenset({Kind.HOLD, Kind.COUNT, Kind.STEADY})
"""Segments in which the person works; the others are waits."""


class Side(StrEnum):
    """The side that works. The sore side comes second."""

    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Segment:
    """A period within an exercise. `seconds` is all of it, `hold` the part that is counted.

    `repetition` of `repetitions` and `set` of `sets` count from 1; in a wait they are those of
    the segment that comes next.
    """

    kind: Kind
    seconds: int
    hold: int = 0
    side: Side | None = None
    part: str | None = None
    repetition: int = 1
    repetitions: int = 1
    set: int = 1
    sets: int = 1


Timeline = tuple[tuple[Segment, ...], ...]
"""The segments of every item of a session, in order."""


def timeline(items: tuple[Item, ...], exercises: Mapping[ExerciseId, Exercise]) -> Timeline:
    """The whole session. Raises `KeyError` for an exercise that is not in the content."""
    return tuple(segments(facts_of(item, exercises), item.dose) for item in items)


def segments(exercise: Exercise, dose: Dose) -> tuple[Segment, ...]:
    """The segments of one exercise: get ready, then work with waits in between."""
    return _segments(_shape(exercise), dose)


def length(exercise: Exercise, dose: Dose) -> int:
    """The seconds that one exercise takes if nobody presses anything."""
    return _length(_shape(exercise), dose)


def seconds(script: Timeline) -> int:
    """The seconds that a session takes if nobody presses anything."""
    return sum(segment.seconds for item in script for segment in item)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an exercise's segments depend on. Results are cached: most people do the same few."""

    rhythm: Rhythm
    sides: Sides
    parts: tuple[str, ...]
    alternates: bool


def _shape(exercise: Exercise) -> _Shape:
    return _Shape(exercise.rhythm, exercise.sides, exercise.parts, exercise.alternates)


@lru_cache(maxsize=1024)
def _length(shape: _Shape, dose: Dose) -> int:
    return sum(segment.seconds for segment in _segments(shape, dose))


@lru_cache(maxsize=1024)
def _segments(shape: _Shape, dose: Dose) -> tuple[Segment, ...]:
    work = list(_work(shape, dose))
    ready = Segment(Kind.READY, GET_READY, side=work[0].side, part=work[0].part, sets=dose.sets)
    result = [ready]
    for before, after in zip([None, *work], work, strict=False):
        if before is not None:
            result.extend(_wait(before, after))
        result.append(after)
    return tuple(result)


def _work(shape: _Shape, dose: Dose) -> Iterator[Segment]:
    sides = tuple(Side) if shape.sides is Sides.EACH else (None,)
    for set_ in range(1, dose.sets + 1):
        match shape.rhythm:
            case Rhythm.STEADY:
                yield Segment(Kind.STEADY, dose.hold, hold=dose.hold, set=set_, sets=dose.sets)
            case Rhythm.COUNT:
                for side in sides:
                    yield _count(dose, side, set_)
            case Rhythm.HOLD:
                for repetition, side in _order(shape, dose, sides):
                    for part in shape.parts or (None,):
                        yield _hold(dose, side, part, repetition, set_)


def _order(
    shape: _Shape, dose: Dose, sides: tuple[Side | None, ...]
) -> list[tuple[int, Side | None]]:
    repetitions = range(1, dose.repetitions + 1)
    if shape.alternates:
        return [(repetition, side) for repetition in repetitions for side in sides]
    return [(repetition, side) for side in sides for repetition in repetitions]


def _hold(dose: Dose, side: Side | None, part: str | None, repetition: int, set_: int) -> Segment:
    return Segment(
        Kind.HOLD,
        EASE_IN + dose.hold,
        hold=dose.hold,
        side=side,
        part=part,
        repetition=repetition,
        repetitions=dose.repetitions,
        set=set_,
        sets=dose.sets,
    )


def _count(dose: Dose, side: Side | None, set_: int) -> Segment:
    return Segment(
        Kind.COUNT,
        dose.repetitions * (dose.hold + COUNT_MOVE),
        hold=dose.hold,
        side=side,
        repetitions=dose.repetitions,
        set=set_,
        sets=dose.sets,
    )


def _wait(before: Segment, after: Segment) -> Iterator[Segment]:
    same_round = (before.repetition, before.set) == (after.repetition, after.set)
    if same_round and before.part != after.part:
        return  # the parts of one movement follow without a wait
    if before.set != after.set:
        kind, length = Kind.REST, SET_REST
    elif before.side != after.side:
        kind, length = Kind.SWITCH, CHANGE
    else:
        kind, length = Kind.AGAIN, CHANGE
    yield Segment(
        kind,
        length,
        side=after.side,
        part=after.part,
        repetition=after.repetition,
        repetitions=after.repetitions,
        set=after.set,
        sets=after.sets,
    )
