"""Check that articles are short, plain and in order, and promise nothing."""

from collections.abc import Iterator

from bot.content.checks.wording import banned
from bot.content.pages import Page
from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.source_files import SourceFiles
from bot.content.translations import ENGLISH

PAGE_CHARACTERS = 900
HEADING_CHARACTERS = 40
GRADE = 6.0
"""The highest Flesch-Kincaid grade of an English page."""
SENTENCE_WORDS = {ENGLISH: 16}
OTHER_SENTENCE_WORDS = 20


def check(files: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the order and the words of articles."""
    yield from _order(files)
    for (language, name), article in files.article_words.items():
        file = f"articles/{name}/{language}.md"
        if len(article.title) > HEADING_CHARACTERS:
            long = f"a title of {len(article.title)} characters: {HEADING_CHARACTERS} is the most."
            yield Problem(file, 1, long)
        yield from (Problem(file, 1, each) for each in banned(language, article.title))
        for page in article.pages:
            for problem in _page(language, page):
                yield Problem(file, page.line, f"the page {page.heading!r}: {problem}")


def _order(files: SourceFiles) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for name, source in files.articles.items():
        if source.facts.id != name:
            yield source.mistake(f"the id is {source.facts.id!r}: name it {name!r}.", "id")
        other = taken.setdefault(source.facts.order, name)
        if other != name:
            twice = f"{other!r} has the same place in the order: give one of them another."
            yield source.mistake(twice, "order")


def _page(language: str, page: Page) -> Iterator[str]:
    whole = f"{page.heading}\n\n{page.text}"
    if not page.text:
        yield "it is empty: write it or remove it."
    if len(page.heading) > HEADING_CHARACTERS:
        yield f"a heading of {len(page.heading)} characters: {HEADING_CHARACTERS} is the most."
    if len(whole) > PAGE_CHARACTERS:
        yield f"{len(whole)} characters: {PAGE_CHARACTERS} is the most, so make two of it."
    plain = spoken(page.text)
    most = SENTENCE_WORDS.get(language, OTHER_SENTENCE_WORDS)
    for each in sentences(plain):
        if (count := len(words(each))) > most:
            yield f"a sentence of {count} words: {most} is the most."
    if language == ENGLISH and (level := grade(plain)) > GRADE:
        yield f"it reads like school year {level:.1f}: use shorter words and sentences."
    yield from banned(language, whole)


def spoken(text: str) -> str:
    """A text as read aloud: each list item is a sentence."""
    found = (line.removeprefix("• ").strip() for line in text.splitlines() if line.strip())
    return " ".join(line if line[-1:] in ".?!:" else f"{line}." for line in found).replace(":", ".")
