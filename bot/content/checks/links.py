"""Check references between files: the exercises, routines and sources that they mention."""

from collections.abc import Container, Iterable, Iterator

from bot.content.problems import Problem
from bot.content.schema.articles import ArticleFile
from bot.content.schema.base import Source
from bot.content.schema.exercises import ExerciseFile, Offered
from bot.content.schema.lessons import LessonsFile
from bot.content.schema.programme import ProgrammeFile
from bot.content.schema.safety import SafetyFile
from bot.content.source_files import SourceFile, SourceFiles


def check(files: SourceFiles) -> Iterator[Problem]:
    """Every unknown name, and every exercise that is in no routine."""
    yield from ids(files)
    yield from _unreachable(files)
    yield from _sources(files)


def ids(files: SourceFiles) -> Iterator[Problem]:
    """The mistakes that would leave a catalogue with unknown names."""
    yield from _folders(files)
    yield from _routines_twice(files)
    yield from _unknown_exercises(files)
    yield from _unknown_works(files)


def _folders(files: SourceFiles) -> Iterator[Problem]:
    for folder, source in files.exercises.items():
        if source.facts.id != folder:
            yield source.mistake(f"the id is {source.facts.id!r}: name it {folder!r}.", "id")


def _routines_twice(files: SourceFiles) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for source in files.routines:
        for name in source.facts.routines:
            if name in owners:
                twice = f"the routine {name!r} is in {owners[name]}, too: keep one of them."
                yield source.mistake(twice, "routines", name)
            owners.setdefault(name, source.file)


def _unknown_exercises(files: SourceFiles) -> Iterator[Problem]:
    folders = frozenset(files.exercise_folders())
    for source in files.routines:
        for name, routine in source.facts.routines.items():
            for at, item in enumerate(routine.items):
                if item.exercise not in folders:
                    unknown = f"there is no exercise {item.exercise!r}: correct the id or add it."
                    yield source.mistake(unknown, "routines", name, "items", at, "exercise")


def _unknown_works(files: SourceFiles) -> Iterator[Problem]:
    """Unknown sources and articles: the chat shows them, so all of them must exist."""
    if files.references is not None:
        known = {reference.id for reference in files.references.facts.references}
        for article in files.articles.values():
            yield from _cited(article, article.facts.sources, known)
        for exercise in files.exercises.values():
            yield from _cited(exercise, exercise.facts.sources, known)
        yield from _lessons(files, known)


def _lessons(files: SourceFiles, known: Container[str]) -> Iterator[Problem]:
    if files.lessons is None:
        return
    articles = frozenset(files.article_folders())
    for at, each in enumerate(files.lessons.facts.lessons):
        yield from _cited(files.lessons, each.sources, known, "lessons", at)
        if each.article not in articles:
            unknown = f"there is no article {each.article!r}: correct the id or add it."
            yield files.lessons.mistake(unknown, "lessons", at, "article")


def _unreachable(files: SourceFiles) -> Iterator[Problem]:
    used = {
        item.exercise: name
        for source in files.routines
        for name, routine in source.facts.routines.items()
        for item in routine.items
    }
    for folder, source in files.exercises.items():
        offered = source.facts.offered
        lost = folder not in used and files.knows_all_routines
        if offered is Offered.ROUTINES and lost:
            lonely = "unreachable: no routine lists it. List it, or write offered: library."
            yield source.mistake(lonely, "offered")
        if offered is Offered.LIBRARY and folder in used:
            listed = f"the routine {used[folder]!r} lists it: write offered: routines."
            yield source.mistake(listed, "offered")


def _sources(files: SourceFiles) -> Iterator[Problem]:
    if files.references is None:
        return
    known: dict[str, int] = {}
    for at, reference in enumerate(files.references.facts.references):
        if reference.id in known:
            twice = f"the reference {reference.id!r} is there twice: keep one of them."
            yield files.references.mistake(twice, "references", at, "id")
        known[reference.id] = at
    for exercise in files.exercises.values():
        yield from _cited(exercise, exercise.facts.sources, known)
        yield from _article(exercise, known)
    for file in (files.safety, files.programme, *files.articles.values()):
        if file is not None:
            yield from _cited(file, file.facts.sources, known)


def _cited(
    source: SourceFile[ExerciseFile]
    | SourceFile[SafetyFile]
    | SourceFile[ProgrammeFile]
    | SourceFile[ArticleFile]
    | SourceFile[LessonsFile],
    sources: Iterable[Source],
    known: Container[str],
    *place: str | int,
) -> Iterator[Problem]:
    for at, each in enumerate(sources):
        if each.id not in known:
            unknown = f"there is no reference {each.id!r}: add it to references.yaml."
            yield source.mistake(unknown, *place, "sources", at, "id")


def _article(source: SourceFile[ExerciseFile], known: Container[str]) -> Iterator[Problem]:
    stated = source.facts.stated
    if stated is not None and stated.source not in known:
        unknown = f"there is no reference {stated.source!r}: add it to references.yaml."
        yield source.mistake(unknown, "stated", "source")
