"""Whether articles are short, plain, in order, and promise nothing."""

from collections.abc import Iterator

from bot.content.checks.banned import banned
from bot.content.languages import ENGLISH
from bot.content.pages import Page
from bot.content.problems import Problem
from bot.content.reading_grade import grade, sentences, words
from bot.content.sources import SourceFiles

PAGE_LETTERS = 900
HEADING_LETTERS = 40
GRADE = 6.0
"""The highest Flesch-Kincaid grade of an English page."""
SENTENCE_WORDS = {ENGLISH: 16}
OTHER_SENTENCE_WORDS = 20


def check(shelf: SourceFiles) -> Iterator[Problem]:
    """Every mistake in the order and in the words of articles."""
    yield from _order(shelf)
    for (language, name), article in shelf.article_words.items():
        file = f"articles/{name}/{language}.md"
        if len(article.title) > HEADING_LETTERS:
            long = f"a title of {len(article.title)} letters: {HEADING_LETTERS} is the most."
            yield Problem(file, 1, long)
        yield from (Problem(file, 1, each) for each in banned(language, article.title))
        for page in article.pages:
            for problem in _page(language, page):
                yield Problem(file, page.line, f"the page {page.heading!r}: {problem}")


def _order(shelf: SourceFiles) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for name, sheet in shelf.articles.items():
        if sheet.facts.id != name:
            yield sheet.mistake(f"the id is {sheet.facts.id!r}: name it {name!r}.", "id")
        other = taken.setdefault(sheet.facts.order, name)
        if other != name:
            twice = f"{other!r} has the same place in the order: give one of them another."
            yield sheet.mistake(twice, "order")


def _page(language: str, page: Page) -> Iterator[str]:
    whole = f"{page.heading}\n\n{page.text}"
    if not page.text:
        yield "it is empty: write it or remove it."
    if len(page.heading) > HEADING_LETTERS:
        yield f"a heading of {len(page.heading)} letters: {HEADING_LETTERS} is the most."
    if len(whole) > PAGE_LETTERS:
        yield f"{len(whole)} letters: {PAGE_LETTERS} is the most, so make two of it."
    plain = spoken(page.text)
    most = SENTENCE_WORDS.get(language, OTHER_SENTENCE_WORDS)
    for each in sentences(plain):
        if (count := len(words(each))) > most:
            yield f"a sentence of {count} words: {most} is the most."
    if language == ENGLISH and (level := grade(plain)) > GRADE:
        yield f"it reads like school year {level:.1f}: use shorter words and sentences."
    yield from banned(language, whole)


def spoken(text: str) -> str:
    """A text as somebody would read it out: each line of a list is a sentence."""
    found = (line.removeprefix("• ").strip() for line in text.splitlines() if line.strip())
    return " ".join(line if line[-1:] in ".?!:" else f"{line}." for line in found).replace(":", ".")
