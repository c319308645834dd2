"""Everything that is wrong with a content folder, all at once."""

from pathlib import Path

from bot.content import shelf, translations
from bot.content.checks import (
    articles,
    languages,
    links,
    pictures,
    programme,
    routines,
    texts,
    wording,
)
from bot.content.mistakes import Mistake


def check(folder: Path) -> list[Mistake]:
    """Every mistake in a content folder, by file and line. Never raises for what is in it."""
    found = shelf.read(folder)
    translated = translations.read(folder)
    mistakes = {
        *found.mistakes,
        *links.check(found),
        *programme.ids(found),
        *programme.check(found),
        *routines.check(found),
        *wording.check(found),
        *articles.check(found),
        *pictures.check(found),
        *pictures.check_films(found),
        *languages.check(found, translated.keys()),
        *languages.regions(found, translated),
        *texts.check(translated),
    }
    return sorted(mistakes)


def report(folder: Path) -> tuple[list[str], int]:
    """The lines to print, "file:line: sentence" each and a count at the end, and that count."""
    mistakes = check(folder)
    lines = [f"{folder.name}/{mistake}" for mistake in mistakes]
    count = len(mistakes)
    closing = {0: "No mistakes.", 1: "1 mistake."}.get(count, f"{count} mistakes.")
    return [*lines, closing], count
