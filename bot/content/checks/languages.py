"""Check that English has words for everything, and that no words are for something unknown."""

from collections.abc import Collection, Iterator, Sized

from bot.content.fluent_file import FluentFile
from bot.content.problems import Problem
from bot.content.source_files import SourceFile, SourceFiles
from bot.content.translations import ENGLISH, FOLDER, missing


def check(files: SourceFiles, translated: Collection[str]) -> Iterator[Problem]:
    """Words that are missing in English, and words in any language for something unknown.

    `translated` are the languages that have a translation file.
    """
    if ENGLISH not in translated:
        yield missing(ENGLISH)
    yield from english(files)
    yield from _orphans(files)
    for language in present(files):
        if language not in {ENGLISH, *translated}:
            half = f"there are words in {language!r}, but this file is missing: write it."
            yield Problem(f"{FOLDER}/{language}.ftl", 1, half)


def present(files: SourceFiles) -> list[str]:
    """The languages with words for exercises, routines, articles or lessons."""
    by_folder = {language for language, _ in (*files.words, *files.article_words)}
    return sorted({ENGLISH, *by_folder, *files.routine_words, *files.lesson_words})


def english(files: SourceFiles) -> Iterator[Problem]:
    """What has no words in English, the fallback for every other language."""
    for name in files.exercise_folders():
        yield from _file(files, f"exercises/{name}/{ENGLISH}.yaml", "the exercise")
    for name in files.article_folders():
        yield from _file(files, f"articles/{name}/{ENGLISH}.md", "the article")
    yield from _file(files, f"routines/{ENGLISH}.yaml", "the routines")
    yield from _file(files, f"lessons/{ENGLISH}.yaml", "the lessons")
    routine_words, lesson_words = files.routine_words, files.lesson_words
    if ENGLISH in routine_words:
        said = routine_words[ENGLISH]
        for name in sorted(_routines(files) - said.facts.root.keys()):
            yield said.mistake(f"the words of the routine {name!r} are missing: add them.")
    if ENGLISH in lesson_words:
        taught = lesson_words[ENGLISH]
        for name in sorted(_lessons(files) - taught.facts.root.keys()):
            yield taught.mistake(f"the words of the lesson {name!r} are missing: add them.")


def gaps(files: SourceFiles, texts: dict[str, FluentFile]) -> Iterator[str]:
    """How complete each other language is. A gap is no mistake: English is the fallback."""
    for language in sorted(texts.keys() - {ENGLISH}):
        routines, lessons = (
            words[language].facts.root if language in words else ()
            for words in (files.routine_words, files.lesson_words)
        )
        done: dict[str, tuple[Sized, Sized]] = {
            "texts": (texts[language].texts, texts[ENGLISH].texts if ENGLISH in texts else ()),
            "exercises": ([at for at in files.words if at[0] == language], files.exercises),
            "routines": (routines, _routines(files)),
            "articles": ([at for at in files.article_words if at[0] == language], files.articles),
            "lessons": (lessons, _lessons(files)),
        }
        counts = [f"{len(has)} of {len(all_)} {what}" for what, (has, all_) in done.items()]
        yield f"{language} has {', '.join(counts)}; English stands in for the rest."


def _file(files: SourceFiles, file: str, what: str) -> Iterator[Problem]:
    if not (files.folder / file).is_file():
        yield Problem(file, 1, f"this file is missing: write the words of {what}.")


def _orphans(files: SourceFiles) -> Iterator[Problem]:
    if files.knows_all_routines:
        for source in files.routine_words.values():
            for name in sorted(source.facts.root.keys() - _routines(files)):
                yield _orphan(source, "routine", name)
    if files.lessons is not None:
        for taught in files.lesson_words.values():
            for name in sorted(taught.facts.root.keys() - _lessons(files)):
                yield _orphan(taught, "lesson", name)


def _orphan(source: SourceFile, what: str, name: str) -> Problem:  # type: ignore[type-arg]  # of any model
    return source.mistake(f"there is no {what} {name!r}: correct or remove its words.", name)


def _routines(files: SourceFiles) -> set[str]:
    return {name for each in files.routines for name in each.facts.routines}


def _lessons(files: SourceFiles) -> set[str]:
    return {each.id for each in files.lessons.facts.lessons} if files.lessons else set()


def regions(files: SourceFiles, file: FluentFile | None) -> Iterator[Problem]:
    """Regions of emergency numbers without a name in English, whose texts are given."""
    if files.safety is None or file is None or file.mistakes:
        return
    for each in files.safety.facts.emergency_numbers:
        key = f"safety-region-{each.region}"
        if key not in file.texts:
            yield file.mistake(key, f"the text {key!r} is missing: name the region.")
