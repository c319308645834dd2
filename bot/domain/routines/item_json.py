"""Convert routine items to JSON values, for session rows and custom routine rows."""

from collections.abc import Mapping
from typing import Any

from bot.domain.routines.custom_exercise import CustomExercise, Media, MediaKind
from bot.domain.routines.exercises import Dose, ExerciseId, Rhythm, Sides
from bot.domain.routines.routine import Item


def to_plain(item: Item) -> dict[str, Any]:
    """An item with its dose; a custom exercise is included in full, as no file describes it."""
    plain: dict[str, Any] = {
        "exercise": item.exercise,
        "hold": item.dose.hold,
        "repetitions": item.dose.repetitions,
        "sets": item.dose.sets,
        "easier": item.easier,
    }
    if item.own is not None:
        plain["own"] = _own_to_plain(item.own)
    return plain | {"new": True} if item.is_new else plain


def from_plain(plain: Mapping[str, Any]) -> Item:
    """The item that `to_plain` converted."""
    dose = Dose(plain["hold"], plain["repetitions"], plain["sets"])
    own = plain.get("own")
    return Item(
        ExerciseId(plain["exercise"]),
        dose,
        plain["easier"],
        own=None if own is None else _own_from_plain(own),
        is_new=plain.get("new", False),
    )


def _own_to_plain(own: CustomExercise) -> dict[str, Any]:
    return {
        "title": own.title,
        "sides": own.sides.value,
        "rhythm": own.rhythm.value,
        "media": own.media.kind.value,
        "file": own.media.file,
    }


def _own_from_plain(plain: Mapping[str, Any]) -> CustomExercise:
    return CustomExercise(
        plain["title"],
        Sides(plain["sides"]),
        Rhythm(plain["rhythm"]),
        Media(MediaKind(plain["media"]), plain["file"]),
    )
