"""Check that the programme's exercises exist and are unlocked, and that its lengths are right."""

from collections.abc import Iterator

from bot.content.checks.routines import TOLERANCE_MINUTES
from bot.content.problems import Problem
from bot.content.schema.programme import ProgrammeFile, SessionFacts
from bot.content.source_files import SourceFile, SourceFiles
from bot.content.yaml_lines import Place
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import Item
from bot.domain.session.timeline import seconds, timeline


def ids(files: SourceFiles) -> Iterator[Problem]:
    """Unknown names in the programme."""
    if files.programme is None:
        return
    folders = frozenset(files.exercise_folders())
    for place, name in _named(files.programme.facts):
        if name not in folders:
            unknown = f"there is no exercise {name!r}: correct the id or add it."
            yield files.programme.mistake(unknown, *place)
    routine = files.programme.facts.bend.session_b
    known = {name for source in files.routines for name in source.facts.routines}
    if routine not in known and files.knows_all_routines:
        unknown = f"there is no routine {routine!r}: correct the id or add it."
        yield files.programme.mistake(unknown, "bend", "session_b")


def _named(programme: ProgrammeFile) -> Iterator[tuple[Place, str]]:
    for at, week in enumerate(programme.weeks):
        for name, session in week.sessions.items():
            for nth, exercise in enumerate(session.exercises):
                yield ("weeks", at, "sessions", name, "exercises", nth), exercise
    yield ("walk", "exercise"), programme.walk.exercise
    swap = programme.bend.week_one
    yield ("bend", "week_one", "instead_of"), swap.instead_of
    yield ("bend", "week_one", "take"), swap.take


def check(files: SourceFiles) -> Iterator[Problem]:
    """Sessions with an exercise that is still locked in that week, or with a wrong length."""
    if files.programme is None:
        return
    for at, week in enumerate(files.programme.facts.weeks):
        for name, session in week.sessions.items():
            if all(each in files.exercises for each in session.exercises):
                yield from _session(files, files.programme, session, at, name)


def _session(
    files: SourceFiles, source: SourceFile[ProgrammeFile], session: SessionFacts, at: int, name: str
) -> Iterator[Problem]:
    place = ("weeks", at, "sessions", name)
    exercises = {
        ExerciseId(each): files.exercises[each].facts.exercise() for each in session.exercises
    }
    items: list[Item] = []
    for nth, (exercise_id, exercise) in enumerate(exercises.items()):
        dose = exercise.doses[at]
        if dose is None:
            locked = (
                f"{exercise_id!r} has no dose in week {at + 1}: give it one, or take it out here."
            )
            yield source.mistake(locked, *place, "exercises", nth)
        else:
            items.append(Item(exercise_id, dose))
    minutes = seconds(timeline(tuple(items), exercises)) / 60
    if len(items) == len(exercises) and abs(minutes - session.minutes) > TOLERANCE_MINUTES:
        wrong = f"its doses take {minutes:.1f} minutes, not {session.minutes}: correct one of them."
        yield source.mistake(wrong, *place, "minutes")
