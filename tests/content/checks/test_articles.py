"""Articles: short, plain, in order, complete in every language, and with sources that exist."""

import pytest

from bot.content import loader
from bot.content.mistakes import BrokenContent
from tests.content.builders import ContentFolder, in_german

FACTS, WORDS = "articles/rest/article.yaml", "articles/rest/en.md"


@pytest.fixture
def article(folder: ContentFolder) -> ContentFolder:
    """A folder with one valid article."""
    folder.write(
        FACTS,
        "schema: 1\nid: rest\norder: 1\nsources:\n  - {id: a-book, backs: rest}\n"
        "reviewed_on: 2026-01-31\nclinically_reviewed: false\n",
    )
    folder.write(WORDS, "# Rest\n\n## Why rest\n\nRest is good.\n\n## How\n\nLie down.\n")
    return folder


def test_a_valid_article_is_loaded_with_its_sources(article: ContentFolder) -> None:
    assert article.mistakes() == []
    catalogue = loader.load(article.path)
    assert catalogue.article_words("de", "rest").title == "Rest"
    (work, backs) = catalogue.articles["rest"].sources[0]
    assert (work.citation, work.url, backs) == ("A book. 1999", "", "rest")


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        (FACTS, "id: rest\n", "id: resting\n", 2, "name it 'rest'"),
        (FACTS, "order: 1", "order: first", 3, "whole number"),
        (FACTS, "a-book", "b-book", 5, "there is no reference 'b-book'"),
        (WORDS, "Rest is good.", "Rest cures you.", 3, "'cures' is a promise"),
        (WORDS, "# Rest\n", f"# {'Rest ' * 9}\n", 1, "40 is the most"),
        (WORDS, "## Why rest", f"## {'Rest ' * 9}", 3, "a heading of"),
        (WORDS, "Rest is good.", "Rest now. " * 100, 3, "900 is the most"),
        (WORDS, "Rest is good.", "Rest " * 17, 3, "a sentence of 17 words"),
        (WORDS, "Lie down.", "Immediately reconsider alternatives.", 7, "reads like school year"),
        (WORDS, "Lie down.\n", "", 7, "it is empty"),
    ],
)
def test_a_mistake_in_an_article_is_named_with_its_line(
    article: ContentFolder, file: str, old: str, new: str, line: int, says: str
) -> None:
    article.change(file, old, new)
    mistake = article.only_mistake()
    assert (mistake.file, mistake.line) == (file, line)
    assert says in mistake.sentence


def test_two_articles_cannot_have_one_place(article: ContentFolder) -> None:
    article.write("articles/walk/article.yaml", article.read(FACTS).replace("rest\n", "walk\n"))
    article.write("articles/walk/en.md", article.read(WORDS))
    assert "same place" in article.only_mistake().sentence


def test_an_article_is_due_in_every_language(article: ContentFolder) -> None:
    in_german(article)
    mistake = article.only_mistake()
    assert (mistake.file, "words of the article" in mistake.sentence) == (
        "articles/rest/de.md",
        True,
    )
    assert sorted(loader.load(article.path).languages) == ["en"]


def test_words_in_an_unknown_language_are_a_mistake(article: ContentFolder) -> None:
    article.write("articles/rest/de.md", article.read(WORDS))
    assert article.only_mistake().file == "translations/de.ftl"


def test_a_file_that_nothing_reads_is_a_mistake(article: ContentFolder) -> None:
    article.write("articles/rest/notes.txt", "x")
    assert "nothing reads this file" in article.only_mistake().sentence


def test_a_source_that_is_nowhere_stops_the_start(article: ContentFolder) -> None:
    article.change(FACTS, "a-book", "b-book")
    with pytest.raises(BrokenContent, match="there is no reference 'b-book'"):
        loader.load(article.path)
