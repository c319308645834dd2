"""Check that routines differ, have the right length, and suit their kind."""

from collections.abc import Iterator

from bot.content.problems import Problem
from bot.content.schema.exercises import ExerciseFile
from bot.content.schema.routines import ItemFacts, RoutineFacts, RoutinesFile
from bot.content.source_files import SourceFile, SourceFiles
from bot.domain.routines.exercises import Caution, ExerciseId
from bot.domain.routines.routine import RoutineKind
from bot.domain.session.timeline import seconds, timeline

TOLERANCE_MINUTES = 1.5
"""The allowed difference between nominal and computed length of a routine, in minutes."""


def check(files: SourceFiles) -> Iterator[Problem]:
    """Equal routines, wrong lengths, and exercises that do not suit their routine's kind."""
    seen: dict[tuple[ItemFacts, ...], str] = {}
    for source in files.routines:
        for name, routine in source.facts.routines.items():
            if routine.items in seen:
                equal = f"the same as {seen[routine.items]!r}: change or remove one of them."
                yield source.mistake(equal, "routines", name)
            seen.setdefault(routine.items, name)
            yield from _length(source, name, routine, files)
            yield from _kind(source, name, routine, files)
            yield from _profile(source, name, routine, files)


def _length(
    source: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, files: SourceFiles
) -> Iterator[Problem]:
    if any(item.exercise not in files.exercises for item in routine.items):
        return
    exercises = {
        ExerciseId(item.exercise): files.exercises[item.exercise].facts.exercise()
        for item in routine.items
    }
    items = tuple(item.item() for item in routine.items)
    minutes = seconds(timeline(items, exercises)) / 60
    if abs(minutes - routine.minutes) > TOLERANCE_MINUTES:
        wrong = f"its doses take {minutes:.1f} minutes, not {routine.minutes}: correct one of them."
        yield source.mistake(wrong, "routines", name, "minutes")


def _kind(
    source: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, files: SourceFiles
) -> Iterator[Problem]:
    for at, item in enumerate(routine.items):
        exercise = files.exercises.get(item.exercise)
        problem = exercise and _does_not_suit(source.facts.kind, exercise.facts)
        if problem:
            yield source.mistake(problem, "routines", name, "items", at, "exercise")


def _profile(
    source: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, files: SourceFiles
) -> Iterator[Problem]:
    if (source.facts.kind is RoutineKind.PROFILE) != (routine.suits is not None):
        yield source.mistake(
            "'suits' stands in each routine of the kind 'profile', and only there: correct it.",
            *("routines", name),
        )
    for at, item in enumerate(routine.items):
        exercise = files.exercises.get(item.exercise)
        if exercise is None or routine.suits is None:
            continue
        if exercise.facts.cautions[routine.suits] is Caution.LEAVE_OUT:
            out = f"{routine.suits.value!r} leaves {item.exercise!r} out: take another exercise."
            yield source.mistake(out, "routines", name, "items", at, "exercise")


def _does_not_suit(kind: RoutineKind, exercise: ExerciseFile) -> str | None:
    if kind is RoutineKind.FLARE and exercise.straight_leg:
        return f"{exercise.id!r} stretches a straight leg: leave it out on sore days."
    if kind is RoutineKind.MORNING and exercise.bends_forward:
        return f"{exercise.id!r} bends forward: leave it out early in the day."
    return None
