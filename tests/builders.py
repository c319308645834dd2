"""Builders: small, readable values for tests. Every argument has a sensible default."""

from datetime import UTC, date, datetime, time
from typing import Any

from bot.domain.dialogs.conversation import Keywords, ParserContext
from bot.domain.people.person import Person, PersonId
from bot.domain.reminders.delivery import Delivery, DeliveryKey
from bot.domain.routines.exercises import (
    Caution,
    Dose,
    Exercise,
    ExerciseId,
    Filter,
    Place,
    Position,
    Rhythm,
    Sides,
)
from bot.domain.routines.routine import Item, Routine, RoutineId, RoutineKind
from bot.domain.session.session import Session, SessionId

ANA = PersonId(1001)
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

WORDS = Keywords(
    weekdays={
        **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True)),
        **dict(zip(("monday", "tuesday", "wednesday"), range(3), strict=True)),
    },
    every_day=frozenset({"every day", "daily"}),
    working_days=frozenset({"weekdays"}),
    weekend=frozenset({"weekend"}),
    units={"d": 1, "day": 1, "days": 1, "week": 7, "weeks": 7},
    fillers=frozenset({"and", "at", "on"}),
    each_side=frozenset({"each side", "per leg"}),
    seconds=frozenset({"s", "sec"}),
    minutes=frozenset({"min"}),
    repetitions=frozenset({"times"}),
)


class SomePlaces:
    """Knows three city and zone names."""

    def named(self, text: str) -> tuple[str, ...]:
        """Zones by city or zone name."""
        return {
            "berlin": ("Europe/Berlin",),
            "springfield": ("America/Chicago", "America/New_York"),
            "asia/kathmandu": ("Asia/Kathmandu",),
        }.get(text.strip().casefold(), ())


READING = ParserContext(WORDS, SomePlaces())


def a_person(**changes: Any) -> Person:
    """Ana, whose zone is UTC and who joined before the tests' dates."""
    values: dict[str, Any] = {
        "id": ANA,
        "first_name": "Ana",
        "joined_at": datetime(2026, 1, 1, tzinfo=UTC),
        "consented_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Person(**{**values, **changes})


def an_exercise(id: str = "knee-hug", **changes: Any) -> Exercise:
    """A held stretch, lying on the back, for each side."""
    values: dict[str, Any] = {
        "position": Position.LYING,
        "places": frozenset({Place.FLOOR, Place.BED}),
        "equipment": frozenset(),
        "sides": Sides.EACH,
        "rhythm": Rhythm.HOLD,
        "full_dose": Dose(30, 3),
    }
    return Exercise(ExerciseId(id), **{**values, **changes})


HUG = an_exercise("knee-hug", alternates=True)
TILT = an_exercise("tilt", sides=Sides.TOGETHER, rhythm=Rhythm.COUNT)
CAT = an_exercise("cat", sides=Sides.TOGETHER, parts=("round", "hollow"))
WALK = an_exercise(
    "walk", sides=Sides.TOGETHER, rhythm=Rhythm.STEADY, places=frozenset({Place.STANDING})
)
FOLD = an_exercise("fold", sides=Sides.TOGETHER, cautions={Filter.BEND: Caution.LEAVE_OUT})
EXERCISES = {each.id: each for each in (HUG, TILT, CAT, WALK, FOLD)}


def an_item(exercise: Exercise = TILT, hold: int = 3, repetitions: int = 10, sets: int = 1) -> Item:
    """An item: an exercise with a dose."""
    return Item(exercise.id, Dose(hold, repetitions, sets))


def a_routine(id: str, *items: Item, kind: RoutineKind = RoutineKind.STARTER) -> Routine:
    """A routine of these items."""
    return Routine(RoutineId(id), kind, 5, items)


def a_session(*items: Item, **changes: Any) -> Session:
    """A session that begins at noon."""
    values: dict[str, Any] = {
        "id": SessionId(1),
        "person": ANA,
        "routine": RoutineId("starter-5"),
        "day": NOON.date(),
        "items": items or (an_item(),),
        "began_at": NOON,
        "segment_at": NOON,
        "item_at": NOON,
    }
    return Session(**{**values, **changes})


def a_delivery(**changes: Any) -> Delivery:
    """Today's first reminder, due at noon."""
    values: dict[str, Any] = {
        "key": DeliveryKey(ANA, NOON.date(), 0),
        "due_at": NOON,
        "day": NOON.date(),
    }
    return Delivery(**{**values, **changes})


def days(*texts: str) -> frozenset[date]:
    """Dates from ISO texts."""
    return frozenset(date.fromisoformat(text) for text in texts)


def at(text: str) -> time:
    """A time of day."""
    return time.fromisoformat(text)


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
