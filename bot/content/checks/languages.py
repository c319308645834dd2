"""Whether every language has words for everything."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.content.fluent_file import FluentFile
from bot.content.languages import ENGLISH
from bot.content.mistakes import Mistake
from bot.content.shelf import Shelf
from bot.content.translations import FOLDER, missing


def check(shelf: Shelf, translated: Collection[str]) -> Iterator[Mistake]:
    """Missing words, given the languages that have a translation file. English is always due."""
    if ENGLISH not in translated:
        yield missing(ENGLISH)
    due = sorted({ENGLISH, *translated})
    yield from words(shelf, due)
    yield from _untranslated(shelf, due)


def words(shelf: Shelf, languages: Iterable[str]) -> Iterator[Mistake]:
    """Exercises, routines and articles without words in these languages."""
    for language in languages:
        for name in shelf.exercise_folders():
            file = f"exercises/{name}/{language}.yaml"
            if not (shelf.folder / file).is_file():
                yield Mistake(file, 1, "this file is missing: write the words of the exercise.")
        for name in shelf.article_folders():
            file = f"articles/{name}/{language}.md"
            if not (shelf.folder / file).is_file():
                yield Mistake(file, 1, "this file is missing: write the words of the article.")
        yield from _routine_words(shelf, language)


def _routine_words(shelf: Shelf, language: str) -> Iterator[Mistake]:
    file = f"routines/{language}.yaml"
    if not (shelf.folder / file).is_file():
        yield Mistake(file, 1, "this file is missing: write the words of the routines.")
    sheet = shelf.routine_words.get(language)
    if sheet is None:
        return
    routines = {name for each in shelf.routines for name in each.facts.routines}
    for name in sorted(routines - sheet.facts.root.keys()):
        yield sheet.mistake(f"the words of the routine {name!r} are missing: add them.")
    orphans = sheet.facts.root.keys() - routines if shelf.knows_all_routines else set()
    for name in sorted(orphans):
        yield sheet.mistake(f"there is no routine {name!r}: correct or remove its words.", name)


def _untranslated(shelf: Shelf, languages: Collection[str]) -> Iterator[Mistake]:
    """Words in a language of which the chat knows nothing."""
    present = {language for language, _ in (*shelf.words, *shelf.article_words)}
    present |= set(shelf.routine_words)
    for language in sorted(present - set(languages)):
        half = f"there are words in {language!r}, but this file is missing: write it."
        yield Mistake(f"{FOLDER}/{language}.ftl", 1, half)


def regions(shelf: Shelf, texts: Mapping[str, FluentFile]) -> Iterator[Mistake]:
    """Regions of emergency numbers that a language has no name for."""
    if shelf.safety is None:
        return
    for each in shelf.safety.facts.emergency_numbers:
        key = f"safety-region-{each.region}"
        for file in texts.values():
            if key not in file.texts and not file.mistakes:
                yield file.mistake(key, f"the text {key!r} is missing: name the region.")
