"""Whether English has words for everything, and other languages words for what there is."""

from collections.abc import Collection, Iterator, Sized

from bot.content.fluent_file import FluentFile
from bot.content.languages import ENGLISH
from bot.content.problems import Problem
from bot.content.sources import SourceFile, SourceFiles
from bot.content.translations import FOLDER, missing


def check(shelf: SourceFiles, translated: Collection[str]) -> Iterator[Problem]:
    """Words that are missing in English, and words of what there is not in any language.

    `translated` are the languages that have a translation file.
    """
    if ENGLISH not in translated:
        yield missing(ENGLISH)
    yield from english(shelf)
    yield from _orphans(shelf)
    for language in present(shelf):
        if language not in {ENGLISH, *translated}:
            half = f"there are words in {language!r}, but this file is missing: write it."
            yield Problem(f"{FOLDER}/{language}.ftl", 1, half)


def present(shelf: SourceFiles) -> list[str]:
    """The languages in which there are words of exercises, routines, articles or lessons."""
    by_folder = {language for language, _ in (*shelf.words, *shelf.article_words)}
    return sorted({ENGLISH, *by_folder, *shelf.routine_words, *shelf.lesson_words})


def english(shelf: SourceFiles) -> Iterator[Problem]:
    """What has no words in English, which stand in for those of every other language."""
    for name in shelf.exercise_folders():
        yield from _file(shelf, f"exercises/{name}/{ENGLISH}.yaml", "the exercise")
    for name in shelf.article_folders():
        yield from _file(shelf, f"articles/{name}/{ENGLISH}.md", "the article")
    yield from _file(shelf, f"routines/{ENGLISH}.yaml", "the routines")
    yield from _file(shelf, f"lessons/{ENGLISH}.yaml", "the lessons")
    routine_words, lesson_words = shelf.routine_words, shelf.lesson_words
    if ENGLISH in routine_words:
        said = routine_words[ENGLISH]
        for name in sorted(_routines(shelf) - said.facts.root.keys()):
            yield said.mistake(f"the words of the routine {name!r} are missing: add them.")
    if ENGLISH in lesson_words:
        taught = lesson_words[ENGLISH]
        for name in sorted(_lessons(shelf) - taught.facts.root.keys()):
            yield taught.mistake(f"the words of the lesson {name!r} are missing: add them.")


def gaps(shelf: SourceFiles, texts: dict[str, FluentFile]) -> Iterator[str]:
    """How far each other language has come. No mistake: English stands in for the rest."""
    for language in sorted(texts.keys() - {ENGLISH}):
        routines, lessons = (
            sheets[language].facts.root if language in sheets else ()
            for sheets in (shelf.routine_words, shelf.lesson_words)
        )
        done: dict[str, tuple[Sized, Sized]] = {
            "texts": (texts[language].texts, texts[ENGLISH].texts if ENGLISH in texts else ()),
            "exercises": ([at for at in shelf.words if at[0] == language], shelf.exercises),
            "routines": (routines, _routines(shelf)),
            "articles": ([at for at in shelf.article_words if at[0] == language], shelf.articles),
            "lessons": (lessons, _lessons(shelf)),
        }
        counts = [f"{len(has)} of {len(all_)} {what}" for what, (has, all_) in done.items()]
        yield f"{language} has {', '.join(counts)}; English stands in for the rest."


def _file(shelf: SourceFiles, file: str, what: str) -> Iterator[Problem]:
    if not (shelf.folder / file).is_file():
        yield Problem(file, 1, f"this file is missing: write the words of {what}.")


def _orphans(shelf: SourceFiles) -> Iterator[Problem]:
    if shelf.knows_all_routines:
        for sheet in shelf.routine_words.values():
            for name in sorted(sheet.facts.root.keys() - _routines(shelf)):
                yield _orphan(sheet, "routine", name)
    if shelf.lessons is not None:
        for taught in shelf.lesson_words.values():
            for name in sorted(taught.facts.root.keys() - _lessons(shelf)):
                yield _orphan(taught, "lesson", name)


def _orphan(sheet: SourceFile, what: str, name: str) -> Problem:  # type: ignore[type-arg]  # of either
    return sheet.mistake(f"there is no {what} {name!r}: correct or remove its words.", name)


def _routines(shelf: SourceFiles) -> set[str]:
    return {name for each in shelf.routines for name in each.facts.routines}


def _lessons(shelf: SourceFiles) -> set[str]:
    return {each.id for each in shelf.lessons.facts.lessons} if shelf.lessons else set()


def regions(shelf: SourceFiles, file: FluentFile | None) -> Iterator[Problem]:
    """Regions of emergency numbers that English, whose texts are given, has no name for."""
    if shelf.safety is None or file is None or file.mistakes:
        return
    for each in shelf.safety.facts.emergency_numbers:
        key = f"safety-region-{each.region}"
        if key not in file.texts:
            yield file.mistake(key, f"the text {key!r} is missing: name the region.")
