"""Load the content folder into a catalogue, or report every mistake in it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.content import articles, lessons, media, programme, safety, source_files
from bot.content.articles import Article
from bot.content.catalogue import Catalogue, ExerciseWords, LanguageWords, RoutineWords
from bot.content.checks import languages, links, pictures
from bot.content.checks import programme as programme_checks
from bot.content.folder import find_folder
from bot.content.lessons import Lesson
from bot.content.problems import BrokenContent
from bot.content.schema.exercises import WordsFile
from bot.content.schema.references import Reference
from bot.content.schema.routines import RoutineWordsFile
from bot.content.source_files import SourceFiles
from bot.domain.learning.lessons import LessonId
from bot.domain.routines.exercises import ExerciseId
from bot.domain.routines.routine import Routine, RoutineId, RoutineKind

__all__ = ["BrokenContent", "find_folder", "load"]


def load(folder: Path) -> Catalogue:
    """The catalogue of a content folder. Raises `BrokenContent` with every mistake found."""
    found = source_files.read(folder)
    mistakes = [
        *found.mistakes,
        *links.ids(found),
        *programme_checks.ids(found),
        *languages.english(found),
        *pictures.check(found),
    ]
    if mistakes or found.safety is None or found.programme is None or found.references is None:
        raise BrokenContent(mistakes)
    works = {each.id: each for each in found.references.facts.references}
    return Catalogue(
        folder=folder,
        exercises=MappingProxyType(
            {ExerciseId(name): source.facts.exercise() for name, source in found.exercises.items()}
        ),
        sources=MappingProxyType(
            {
                ExerciseId(name): articles.backed(source.facts.sources, works)
                for name, source in found.exercises.items()
            }
        ),
        routines=MappingProxyType({routine.id: routine for routine in _routines(found)}),
        articles=MappingProxyType(_articles(found, works)),
        lessons=MappingProxyType(_lessons(found, works)),
        programme=programme.facts(found.programme.facts),
        safety=safety.facts(found.safety.facts),
        languages=MappingProxyType(_languages(found)),
        films=MappingProxyType(
            {
                ExerciseId(name): media.read_clips(folder / "exercises" / name)
                for name in found.exercises
            }
        ),
    )


def _routines(found: SourceFiles) -> list[Routine]:
    order = list(RoutineKind)
    files = sorted(found.routines, key=lambda source: order.index(source.facts.kind))
    return [source.facts.routine(name) for source in files for name in source.facts.routines]


def _articles(found: SourceFiles, works: Mapping[str, Reference]) -> dict[str, Article]:
    facts = sorted(
        (source.facts for source in found.articles.values()), key=lambda each: (each.order, each.id)
    )
    return {each.id: articles.article(each, works) for each in facts}


def _lessons(found: SourceFiles, works: Mapping[str, Reference]) -> dict[LessonId, Lesson]:
    facts = found.lessons.facts.lessons if found.lessons else ()
    return {LessonId(each.id): lessons.lesson(each, works) for each in facts}


def _languages(found: SourceFiles) -> dict[str, LanguageWords]:
    """The available words of each language."""
    return {language: _words(found, language) for language in languages.present(found)}


def _words(found: SourceFiles, language: str) -> LanguageWords:
    routines = found.routine_words.get(language)
    taught = found.lesson_words.get(language)
    return LanguageWords(
        exercises={
            ExerciseId(name): exercise_words(source.facts)
            for (spoken, name), source in found.words.items()
            if spoken == language
        },
        routines=_routine_words(routines.facts) if routines else {},
        articles={
            name: pages
            for (spoken, name), pages in found.article_words.items()
            if spoken == language
        },
        lessons={LessonId(name): lessons.text(each) for name, each in taught.facts.root.items()}
        if taught
        else {},
    )


def exercise_words(file: WordsFile) -> ExerciseWords:
    """The words in a valid language file, as a value."""
    return ExerciseWords(
        title=file.title,
        steps=file.steps,
        feel=file.feel,
        stop_if=file.stop_if,
        easier=file.easier,
        breathe=file.breathe,
        why=file.why,
        parts=MappingProxyType(file.parts),
        sides=(file.sides.first, file.sides.other) if file.sides else None,
        cautions=MappingProxyType(file.cautions),
    )


def _routine_words(file: RoutineWordsFile) -> dict[RoutineId, RoutineWords]:
    return {
        RoutineId(name): RoutineWords(words.title, words.description)
        for name, words in file.root.items()
    }
