"""Everything that is wrong with a content folder, all at once."""

from pathlib import Path

from bot.content import shelf, translations
from bot.content.checks import (
    articles,
    coverage,
    languages,
    lessons,
    links,
    numbers,
    pictures,
    programme,
    routines,
    texts,
    wording,
)
from bot.content.fluent_file import FluentFile
from bot.content.languages import ENGLISH
from bot.content.mistakes import Mistake
from bot.content.shelf import Shelf


def check(folder: Path) -> list[Mistake]:
    """Every mistake in a content folder, by file and line. Never raises for what is in it."""
    return _mistakes(shelf.read(folder), translations.read(folder))


def report(folder: Path) -> tuple[list[str], int]:
    """The lines to print, "file:line: sentence" each, and how many mistakes there are.

    At the end stand their count, and how far unfinished languages have come.
    """
    found, translated = shelf.read(folder), translations.read(folder)
    mistakes = _mistakes(found, translated)
    lines = [f"{folder.name}/{mistake}" for mistake in mistakes]
    count = len(mistakes)
    closing = {0: "No mistakes.", 1: "1 mistake."}.get(count, f"{count} mistakes.")
    return [*lines, *languages.gaps(found, translated), closing], count


def _mistakes(found: Shelf, translated: dict[str, FluentFile]) -> list[Mistake]:
    mistakes = {
        *found.mistakes,
        *links.check(found),
        *coverage.check(found),
        *numbers.check(found),
        *programme.ids(found),
        *programme.check(found),
        *routines.check(found),
        *wording.check(found),
        *articles.check(found),
        *lessons.check(found),
        *pictures.check(found),
        *pictures.check_films(found),
        *languages.check(found, translated.keys()),
        *languages.regions(found, translated.get(ENGLISH)),
        *texts.check(translated),
    }
    return sorted(mistakes)
