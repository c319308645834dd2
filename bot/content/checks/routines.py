"""Whether each routine is one of its own, lasts as long as it says, and suits its kind."""

from collections.abc import Iterator

from bot.content.problems import Problem
from bot.content.schema.exercises import ExerciseFile
from bot.content.schema.routines import ItemFacts, RoutineFacts, RoutinesFile
from bot.content.sources import SourceFile, SourceFiles
from bot.domain.routines.exercises import Caution, ExerciseId
from bot.domain.routines.routine import RoutineKind
from bot.domain.session.timeline import seconds, timeline

MINUTES_OFF = 1.5
"""How far the nominal length of a routine may be from its doses, in minutes."""


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Equal routines, wrong lengths, and exercises that do not belong into a kind."""
    seen: dict[tuple[ItemFacts, ...], str] = {}
    for sheet in shelf.routines:
        for name, routine in sheet.facts.routines.items():
            if routine.items in seen:
                equal = f"the same as {seen[routine.items]!r}: change or remove one of them."
                yield sheet.mistake(equal, "routines", name)
            seen.setdefault(routine.items, name)
            yield from _length(sheet, name, routine, shelf)
            yield from _kind(sheet, name, routine, shelf)
            yield from _profile(sheet, name, routine, shelf)


def _length(
    sheet: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, shelf: SourceFiles
) -> Iterator[Problem]:
    if any(item.exercise not in shelf.exercises for item in routine.items):
        return
    exercises = {
        ExerciseId(item.exercise): shelf.exercises[item.exercise].facts.exercise()
        for item in routine.items
    }
    items = tuple(item.item() for item in routine.items)
    minutes = seconds(timeline(items, exercises)) / 60
    if abs(minutes - routine.minutes) > MINUTES_OFF:
        wrong = f"its doses take {minutes:.1f} minutes, not {routine.minutes}: correct one of them."
        yield sheet.mistake(wrong, "routines", name, "minutes")


def _kind(
    sheet: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, shelf: SourceFiles
) -> Iterator[Problem]:
    for at, item in enumerate(routine.items):
        exercise = shelf.exercises.get(item.exercise)
        problem = exercise and _does_not_suit(sheet.facts.kind, exercise.facts)
        if problem:
            yield sheet.mistake(problem, "routines", name, "items", at, "exercise")


def _profile(
    sheet: SourceFile[RoutinesFile], name: str, routine: RoutineFacts, shelf: SourceFiles
) -> Iterator[Problem]:
    if (sheet.facts.kind is RoutineKind.PROFILE) != (routine.suits is not None):
        yield sheet.mistake(
            "'suits' stands in each routine of the kind 'profile', and only there: correct it.",
            *("routines", name),
        )
    for at, item in enumerate(routine.items):
        exercise = shelf.exercises.get(item.exercise)
        if exercise is None or routine.suits is None:
            continue
        if exercise.facts.cautions[routine.suits] is Caution.LEAVE_OUT:
            out = f"{routine.suits.value!r} leaves {item.exercise!r} out: take another exercise."
            yield sheet.mistake(out, "routines", name, "items", at, "exercise")


def _does_not_suit(kind: RoutineKind, exercise: ExerciseFile) -> str | None:
    if kind is RoutineKind.FLARE and exercise.straight_leg:
        return f"{exercise.id!r} stretches a straight leg: leave it out on sore days."
    if kind is RoutineKind.MORNING and exercise.bends_forward:
        return f"{exercise.id!r} bends forward: leave it out early in the day."
    return None
