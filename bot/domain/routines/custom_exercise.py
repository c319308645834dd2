"""An exercise that a person added from their own photo or video, and how its dose is parsed."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.dialogs.conversation import Keywords
from bot.domain.routines.exercises import Dose, Exercise, ExerciseId, Place, Position, Rhythm, Sides

_PREFIX = "own-"
MAX_NAME_LENGTH = 40
"""Characters of a name or title that fit on a button."""

LONGEST_HOLD = 600
MOST_REPETITIONS = 60
MOST_SETS = 10
LONGEST_EXERCISE = 1200
"""Seconds that one exercise may take on one side, with all repetitions and sets."""

_TIMES = r"\s*[x×*]\s*"
_SIGN = r"[x×*]"
_COUNTED_HOLD = 3
"""Seconds per repetition if the caption names only a number of repetitions."""


class MediaKind(StrEnum):
    """Telegram's names for the kinds of media that people send."""

    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"


@dataclass(frozen=True, slots=True)
class Media:
    """Media stored at Telegram: its kind, and the file id with which the bot can send it again."""

    kind: MediaKind
    file: str


@dataclass(frozen=True, slots=True)
class CustomExercise:
    """An exercise that a person added, for example one from their physiotherapist."""

    title: str
    sides: Sides
    rhythm: Rhythm
    media: Media

    @property
    def id(self) -> ExerciseId:
        """The same for the same title, so that log entries add up."""
        digest = hashlib.sha256(self.title.casefold().encode()).hexdigest()
        return ExerciseId(f"{_PREFIX}{digest[:12]}")

    def facts(self, dose: Dose) -> Exercise:
        """The facts of the exercise for the player. No filter applies: the person added it."""
        return Exercise(
            self.id,
            Position.STANDING,
            frozenset(Place),
            frozenset(),
            self.sides,
            self.rhythm,
            dose,
        )


@dataclass(frozen=True, slots=True)
class Captioned:
    """What a caption says: an exercise without its media, and its dose."""

    title: str
    dose: Dose
    sides: Sides
    rhythm: Rhythm


def is_custom(exercise: ExerciseId) -> bool:
    """Whether a person added that exercise."""
    return exercise.startswith(_PREFIX)


def name_of(text: str) -> str | None:
    """A name of at most 40 characters on one line; None if nothing printable is left."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain[:MAX_NAME_LENGTH].strip() or None


def captioned(text: str, words: Keywords, unnamed: str) -> Captioned | None:
    """Like “Hip opener, 3 × 20 s each side”. None without a dose within the limits."""
    each = re.search(rf"\b(?:{_any(words.each_side)})\b", text, re.IGNORECASE)
    rest = text if each is None else f"{text[: each.start()]} {text[each.end() :]}"
    held = _held(words).search(rest)
    found = held or _counted(words).search(rest)
    dose = None if found is None else _dose(found.groupdict())
    if found is None or dose is None:
        return None
    title = name_of(f"{rest[: found.start()]} {rest[found.end() :]}".strip(" ,;:.·-–—\n"))
    sides = Sides.TOGETHER if each is None else Sides.EACH
    rhythm = Rhythm.COUNT if held is None else Rhythm.HOLD
    return Captioned(title or unnamed, dose, sides, rhythm)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _held(words: Keywords) -> re.Pattern[str]:
    """Like “3 × 20 s”, "2 x 10 x 5 sec", "1 min"."""
    seconds = rf"(?P<seconds>\d{{1,4}})\s*(?:{_any(words.seconds)})"
    minutes = rf"(?P<minutes>\d{{1,3}})\s*(?:{_any(words.minutes)})"
    before = rf"(?:(?P<sets>\d{{1,3}}){_TIMES})??(?:(?P<repetitions>\d{{1,3}}){_TIMES})?"
    return re.compile(rf"(?<!\d){before}(?:{seconds}|{minutes})(?!\w)", re.IGNORECASE)


def _counted(words: Keywords) -> re.Pattern[str]:
    """Like “2 × 15”, "10x", "12 times"."""
    both = rf"(?P<sets>\d{{1,3}}){_TIMES}(?P<repetitions>\d{{1,3}})"
    only = rf"(?P<only>\d{{1,3}})\s*(?:{_SIGN}|{_any(words.repetitions)})"
    return re.compile(rf"(?<!\d)(?:{both}|{only})(?!\w)", re.IGNORECASE)


def _dose(parts: Mapping[str, str | None]) -> Dose | None:
    def number(*names: str) -> int | None:
        return next((int(found) for name in names if (found := parts.get(name))), None)

    minutes = number("minutes")
    seconds = number("seconds") if minutes is None else 60 * minutes
    hold = _COUNTED_HOLD if seconds is None else seconds
    repetitions, sets = number("repetitions", "only"), number("sets")
    repetitions, sets = 1 if repetitions is None else repetitions, 1 if sets is None else sets
    whole = 1 <= hold <= LONGEST_HOLD and 1 <= repetitions <= MOST_REPETITIONS
    if not whole or not 1 <= sets <= MOST_SETS or hold * repetitions * sets > LONGEST_EXERCISE:
        return None
    return Dose(hold, repetitions, sets)
