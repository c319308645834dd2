"""Find every mistake in a content folder."""

from pathlib import Path

from bot.content import source_files, translations
from bot.content.checks import (
    article_numbers,
    articles,
    coverage,
    languages,
    lessons,
    links,
    pictures,
    programme,
    routines,
    texts,
    wording,
)
from bot.content.fluent_file import FluentFile
from bot.content.problems import Problem
from bot.content.source_files import SourceFiles
from bot.content.translations import ENGLISH


def check(folder: Path) -> list[Problem]:
    """Every mistake in a content folder, by file and line. Never raises because of its content."""
    return _mistakes(source_files.read(folder), translations.read(folder))


def report(folder: Path) -> tuple[list[str], int]:
    """The lines to print, each "file:line: sentence", and the number of mistakes.

    The last lines are the count, and how complete unfinished languages are.
    """
    found, translated = source_files.read(folder), translations.read(folder)
    mistakes = _mistakes(found, translated)
    lines = [f"{folder.name}/{mistake}" for mistake in mistakes]
    count = len(mistakes)
    closing = {0: "No mistakes.", 1: "1 mistake."}.get(count, f"{count} mistakes.")
    return [*lines, *languages.gaps(found, translated), closing], count


def _mistakes(found: SourceFiles, translated: dict[str, FluentFile]) -> list[Problem]:
    mistakes = {
        *found.mistakes,
        *links.check(found),
        *coverage.check(found),
        *article_numbers.check(found),
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
