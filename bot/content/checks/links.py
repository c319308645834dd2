"""Names that must lead somewhere: exercises, routines and sources that files mention."""

from collections.abc import Container, Iterable, Iterator

from bot.content.problems import Problem
from bot.content.schema.articles import ArticleFile
from bot.content.schema.base import Source
from bot.content.schema.exercises import ExerciseFile, Offered
from bot.content.schema.lessons import LessonsFile
from bot.content.schema.programme import ProgrammeFile
from bot.content.schema.safety import SafetyFile
from bot.content.sources import SourceFile, SourceFiles


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Every name that leads nowhere, and every exercise that no routine leads to."""
    yield from ids(shelf)
    yield from _unreachable(shelf)
    yield from _sources(shelf)


def ids(shelf: SourceFiles) -> Iterator[Problem]:
    """The mistakes that leave a catalogue without what it names."""
    yield from _folders(shelf)
    yield from _routines_twice(shelf)
    yield from _unknown_exercises(shelf)
    yield from _unknown_works(shelf)


def _folders(shelf: SourceFiles) -> Iterator[Problem]:
    for folder, sheet in shelf.exercises.items():
        if sheet.facts.id != folder:
            yield sheet.mistake(f"the id is {sheet.facts.id!r}: name it {folder!r}.", "id")


def _routines_twice(shelf: SourceFiles) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for sheet in shelf.routines:
        for name in sheet.facts.routines:
            if name in owners:
                twice = f"the routine {name!r} is in {owners[name]}, too: keep one of them."
                yield sheet.mistake(twice, "routines", name)
            owners.setdefault(name, sheet.file)


def _unknown_exercises(shelf: SourceFiles) -> Iterator[Problem]:
    folders = frozenset(shelf.exercise_folders())
    for sheet in shelf.routines:
        for name, routine in sheet.facts.routines.items():
            for at, item in enumerate(routine.items):
                if item.exercise not in folders:
                    unknown = f"there is no exercise {item.exercise!r}: correct the id or add it."
                    yield sheet.mistake(unknown, "routines", name, "items", at, "exercise")


def _unknown_works(shelf: SourceFiles) -> Iterator[Problem]:
    """The chat shows what things rest on and where lessons lead, so all of it must be there."""
    if shelf.references is not None:
        known = {reference.id for reference in shelf.references.facts.references}
        for article in shelf.articles.values():
            yield from _cited(article, article.facts.sources, known)
        for exercise in shelf.exercises.values():
            yield from _cited(exercise, exercise.facts.sources, known)
        yield from _lessons(shelf, known)


def _lessons(shelf: SourceFiles, known: Container[str]) -> Iterator[Problem]:
    if shelf.lessons is None:
        return
    articles = frozenset(shelf.article_folders())
    for at, each in enumerate(shelf.lessons.facts.lessons):
        yield from _cited(shelf.lessons, each.sources, known, "lessons", at)
        if each.article not in articles:
            unknown = f"there is no article {each.article!r}: correct the id or add it."
            yield shelf.lessons.mistake(unknown, "lessons", at, "article")


def _unreachable(shelf: SourceFiles) -> Iterator[Problem]:
    used = {
        item.exercise: name
        for sheet in shelf.routines
        for name, routine in sheet.facts.routines.items()
        for item in routine.items
    }
    for folder, sheet in shelf.exercises.items():
        offered = sheet.facts.offered
        lost = folder not in used and shelf.knows_all_routines
        if offered is Offered.ROUTINES and lost:
            lonely = "unreachable: no routine lists it. List it, or write offered: library."
            yield sheet.mistake(lonely, "offered")
        if offered is Offered.LIBRARY and folder in used:
            listed = f"the routine {used[folder]!r} lists it: write offered: routines."
            yield sheet.mistake(listed, "offered")


def _sources(shelf: SourceFiles) -> Iterator[Problem]:
    if shelf.references is None:
        return
    known: dict[str, int] = {}
    for at, reference in enumerate(shelf.references.facts.references):
        if reference.id in known:
            twice = f"the reference {reference.id!r} is there twice: keep one of them."
            yield shelf.references.mistake(twice, "references", at, "id")
        known[reference.id] = at
    for exercise in shelf.exercises.values():
        yield from _cited(exercise, exercise.facts.sources, known)
        yield from _article(exercise, known)
    for file in (shelf.safety, shelf.programme, *shelf.articles.values()):
        if file is not None:
            yield from _cited(file, file.facts.sources, known)


def _cited(
    sheet: SourceFile[ExerciseFile]
    | SourceFile[SafetyFile]
    | SourceFile[ProgrammeFile]
    | SourceFile[ArticleFile]
    | SourceFile[LessonsFile],
    sources: Iterable[Source],
    known: Container[str],
    *place: str | int,
) -> Iterator[Problem]:
    for at, source in enumerate(sources):
        if source.id not in known:
            unknown = f"there is no reference {source.id!r}: add it to references.yaml."
            yield sheet.mistake(unknown, *place, "sources", at, "id")


def _article(sheet: SourceFile[ExerciseFile], known: Container[str]) -> Iterator[Problem]:
    stated = sheet.facts.stated
    if stated is not None and stated.source not in known:
        unknown = f"there is no reference {stated.source!r}: add it to references.yaml."
        yield sheet.mistake(unknown, "stated", "source")
