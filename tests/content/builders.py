"""A small, valid content folder for tests that break it in exactly one place."""

import struct
from dataclasses import dataclass
from pathlib import Path

from bot.content import checker
from bot.content.problems import Problem

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

BRIDGE = "exercises/bridge/exercise.yaml"
BRIDGE_WORDS = "exercises/bridge/en.yaml"
CURL = "exercises/curl/exercise.yaml"
ROUTINES = "routines/starter.yaml"
ROUTINE_WORDS = "routines/en.yaml"
PROGRAMME = "programme.yaml"
NUMBERS = "numbers.yaml"
TEXTS = "translations/en.ftl"
ARTICLE, ARTICLE_WORDS = "articles/rest/article.yaml", "articles/rest/en.md"
LESSONS, LESSON_WORDS = "lessons/lessons.yaml", "lessons/en.yaml"

_FACTS = """\
schema: 1
id: {id}
offered: routines
position: {position}
places: [{places}]
equipment: [{equipment}]
sides: together
rhythm: hold
alternates: false
bends_forward: false
straight_leg: false
muscles: [glute]
full_dose: {{hold: 30}}
stated:
  source: a-book
  equipment: []
  sides: together
  figures:
    - {{what: hold, min: 10, max: 30, unit: seconds}}
doses:
  - null
  - {{hold: 5, repetitions: 2}}
  - {{hold: 10}}
  - {{hold: 20}}
  - {{hold: 30}}
  - {{hold: 30, sets: 2}}
cautions:
  bend: modify
  arch: fine
  bone: fine
  pregnancy: leave-out
  surgery: fine
  no-floor: fine
sources:
  - {{id: a-book, backs: all of it}}
reviewed_on: 2026-01-31
clinically_reviewed: false
"""

_WORDS = """\
title: Bridge
steps:
  - Lie on your back.
  - Lift your hips.
  - Come down.
feel: Your legs work.
stop_if: It hurts.
easier: Lift less.
breathe: Out as you lift.
why: It may build strong hips.
cautions:
  bend: Keep it small.
"""

_LESSONS = """\
schema: 1
reviewed_on: 2026-01-31
clinically_reviewed: false
lessons:
  - id: lesson-1
    article: rest
    sources:
      - {id: a-book, backs: rest}
    quiz: {choices: [bed, hill], right: bed}
"""
_LESSONS += "".join(f"  - {{id: lesson-{day}, article: rest}}\n" for day in range(2, 43))

_LESSON_WORDS = """\
lesson-1:
  title: Lying down
  says:
    - You can rest in a bed.
    - Stay for a bit.
  quiz:
    question: Where can you rest?
    choices:
      bed: In a bed
      hill: On a hill
    because: A bed is soft.
"""
_LESSON_WORDS += "".join(
    f"lesson-{day}:\n  title: Day {day}\n  says: [Rest a bit.]\n" for day in range(2, 43)
)

_LYING = {"position": "lying", "places": "floor, bed", "equipment": ""}
_STATED = _FACTS[_FACTS.index("stated:") : _FACTS.index("doses:")]

OTHERS = (
    "all-fours",
    "chair",
    "kneeling",
    "lying-front",
    "lying-side",
    "sitting-floor",
    "standing",
)
"""Exercises in every other position, so that all are covered; they are in the library only."""


def _other(position: str) -> str:
    facts = _FACTS.replace(_STATED, "stated: null\n").replace(
        "offered: routines", "offered: library"
    )
    return facts.format(
        id=position, position=position, places="chair, standing", equipment="strap, wall, step"
    )


_FILES = {
    **{f"exercises/{each}/exercise.yaml": _other(each) for each in OTHERS},
    **{f"exercises/{each}/en.yaml": _WORDS for each in OTHERS},
    BRIDGE: _FACTS.format(id="bridge", **_LYING),
    BRIDGE_WORDS: _WORDS,
    CURL: _FACTS.format(id="curl", **_LYING).replace("  - null\n", "  - {hold: 5}\n"),
    "exercises/curl/en.yaml": _WORDS,
    ROUTINES: """\
schema: 1
kind: starter
routines:
  first:
    minutes: 1
    items:
      - {exercise: bridge, hold: 10, repetitions: 2}
  second:
    minutes: 1
    items:
      - {exercise: curl, hold: 10, repetitions: 2}
""",
    ROUTINE_WORDS: """\
first:
  title: First one
  description: A short one.
second:
  title: Second one
  description: A short one, too.
""",
    PROGRAMME: """\
schema: 1
weeks:
  - stage: open
    sessions:
      daily: {minutes: 1, exercises: [curl]}
    days: {from: 5, to: 7}
  - stage: open
    sessions:
      daily: {minutes: 1, exercises: [bridge, curl]}
    days: {from: 5, to: 7}
  - stage: build
    sessions:
      a: {minutes: 1, exercises: [bridge]}
      b: {minutes: 1, exercises: [curl]}
    days: {from: 5, to: 6}
  - stage: build
    sessions:
      a: {minutes: 1, exercises: [bridge]}
      b: {minutes: 1, exercises: [curl]}
    days: {from: 5, to: 6}
  - stage: build
    sessions:
      a: {minutes: 1, exercises: [bridge]}
      b: {minutes: 1, exercises: [curl]}
    days: {from: 5, to: 6}
  - stage: build
    sessions:
      a: {minutes: 1, exercises: [bridge]}
      b: {minutes: 1, exercises: [curl]}
    days: {from: 5, to: 6}
walk: {exercise: curl, days: 5}
afterwards: {dose_of_weeks: [5, 6], days: {from: 2, to: 3}}
gate:
  every_days: 7
  least_sessions: 4
  most_pain: 3
  above_start: 1
  leg_pain_may_travel: false
  repeats_before_physio: 2
  weeks_back_after_a_missed_week: 1
  weeks_up_at_once: 1
after_session:
  settles_within_hours: 24
  weeks_back: 1
  times_running_for_flare: 2
  flare_hours: 48
  bad_sessions_a_week_to_stop: 3
bend:
  session_b: first
  week_one: {instead_of: bridge, take: curl}
straight_leg: {most_leg_pain: 3}
sources:
  - {id: a-book, backs: all of it}
reviewed_on: 2026-01-31
clinically_reviewed: false
""",
    ARTICLE: """\
schema: 1
id: rest
order: 1
sources:
  - {id: a-book, backs: rest}
reviewed_on: 2026-01-31
clinically_reviewed: false
""",
    ARTICLE_WORDS: "# Rest\n\n## Why rest\n\nRest is good.\n\n## How\n\nLie down.\n",
    LESSONS: _LESSONS,
    LESSON_WORDS: _LESSON_WORDS,
    "safety.yaml": """\
schema: 1
min_age: 18
emergency_numbers:
  - {region: uk, number: "999", countries: [GB], verified: none}
  - {region: norway, number: "112", countries: [NO], verified: none}
health_lines: []
pain:
  green: {from: 0, to: 3}
  amber: {from: 4, to: 5}
  red: {from: 6, to: 10}
  above_start: 2
  flare_only_from: 6
screen:
  - {question: q1, on_yes: stop-red}
sources:
  - {id: a-book, backs: the screen}
reviewed_on: 2026-01-31
clinically_reviewed: false
""",
    "references.yaml": """\
schema: 1
references:
  - id: a-book
    kind: book
    title: A book
    year: 1999
    stated:
      - {what: recovery, min: 4, max: 6, unit: weeks}
""",
    NUMBERS: """\
schema: 1
articles:
  - source: a-book
    numbers:
      - {exercise: bridge, what: hold, min: 10, max: 30, unit: seconds}
      - {exercise: curl, what: hold, min: 10, max: 30, unit: seconds}
      - {what: recovery, min: 4, max: 6, unit: weeks}
""",
    TEXTS: """\
hello = Hello { $name }
days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
safety-region-uk = UK
safety-region-norway = Norway
bold = <b>Well done</b>, { hello }
""",
}


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """A content folder on disk that a test may change."""

    path: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace text in a file; `old` must occur exactly once."""
        target = self.path / file
        text = target.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        target.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        """Write a whole file."""
        target = self.path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, file: str) -> str:
        """The text of a file."""
        return (self.path / file).read_text(encoding="utf-8")

    def remove(self, file: str) -> None:
        """Remove a file."""
        (self.path / file).unlink()

    def mistakes(self) -> list[Problem]:
        """The mistakes that the checker finds."""
        return checker.check(self.path)

    def only_mistake(self) -> Problem:
        """The single mistake that the checker finds."""
        found = self.mistakes()
        assert len(found) == 1, found
        return found[0]


def an_mp4(width: int, height: int, seconds: float, drawn_from: str = "") -> bytes:
    """The start of a film, with the MP4 boxes that Limber reads."""
    movie = struct.pack(">12xII", 1000, round(seconds * 1000))
    track = bytes(76) + struct.pack(">II", width << 16, height << 16)
    comment = _box(b"udta", f"limber-pose:{drawn_from}".encode()) if drawn_from else b""
    index = _box(b"mvhd", movie) + _box(b"trak", _box(b"tkhd", track)) + comment
    return _box(b"ftyp", b"isom" + bytes(4)) + _box(b"moov", index)


def _box(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def a_content_folder(path: Path) -> ContentFolder:
    """Exercises of every position, two of them in routines, an article, 42 lessons, English."""
    folder = ContentFolder(path)
    for file, text in _FILES.items():
        folder.write(file, text)
    for name in ("bridge", "curl", *OTHERS):
        folder.write(f"exercises/{name}/poster.png", PNG)
    return folder


def in_german(folder: ContentFolder) -> None:
    """Add a complete second language."""
    for name in ("bridge", "curl", *OTHERS):
        folder.write(f"exercises/{name}/de.yaml", folder.read(f"exercises/{name}/en.yaml"))
    folder.write("routines/de.yaml", folder.read(ROUTINE_WORDS))
    folder.write("articles/rest/de.md", folder.read(ARTICLE_WORDS))
    folder.write("lessons/de.yaml", folder.read(LESSON_WORDS))
    folder.write("translations/de.ftl", folder.read(TEXTS).replace("Hello", "Hallo"))
