"""Articles must be short, plain, in order, complete in English, and have known sources."""

import pytest

from bot.content import loader
from bot.content.problems import BrokenContent
from tests.content.builders import ARTICLE, ARTICLE_WORDS, ContentFolder


def test_a_valid_article_is_loaded_with_its_sources(folder: ContentFolder) -> None:
    assert folder.mistakes() == []
    catalogue = loader.load(folder.path)
    assert catalogue.article_words("de", "rest").title == "Rest"
    (work, backs) = catalogue.articles["rest"].sources[0]
    assert (work.citation, work.url, backs) == ("A book. 1999", "", "rest")


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        (ARTICLE, "id: rest\n", "id: resting\n", 2, "name it 'rest'"),
        (ARTICLE, "order: 1", "order: first", 3, "whole number"),
        (ARTICLE, "a-book", "b-book", 5, "there is no reference 'b-book'"),
        (ARTICLE_WORDS, "Rest is good.", "Rest cures you.", 3, "'cures' is a promise"),
        (ARTICLE_WORDS, "# Rest\n", f"# {'Rest ' * 9}\n", 1, "40 is the most"),
        (ARTICLE_WORDS, "## Why rest", f"## {'Rest ' * 9}", 3, "a heading of"),
        (ARTICLE_WORDS, "Rest is good.", "Rest now. " * 100, 3, "900 is the most"),
        (ARTICLE_WORDS, "Rest is good.", "Rest " * 17, 3, "a sentence of 17 words"),
        (
            ARTICLE_WORDS,
            "Lie down.",
            "Immediately reconsider alternatives.",
            7,
            "reads like school year",
        ),
        (ARTICLE_WORDS, "Lie down.\n", "", 7, "it is empty"),
    ],
)
def test_a_mistake_in_an_article_is_reported_with_its_line(
    folder: ContentFolder, file: str, old: str, new: str, line: int, says: str
) -> None:
    folder.change(file, old, new)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (file, line)
    assert says in mistake.sentence


def test_two_articles_cannot_have_the_same_position(folder: ContentFolder) -> None:
    folder.write("articles/walk/article.yaml", folder.read(ARTICLE).replace("rest\n", "walk\n"))
    folder.write("articles/walk/en.md", folder.read(ARTICLE_WORDS))
    assert "same place" in folder.only_mistake().sentence


def test_an_article_without_english_words_is_a_mistake(folder: ContentFolder) -> None:
    folder.remove(ARTICLE_WORDS)
    mistake = folder.only_mistake()
    assert mistake.file == ARTICLE_WORDS
    assert "words of the article" in mistake.sentence


def test_words_in_an_unknown_language_are_a_mistake(folder: ContentFolder) -> None:
    folder.write("articles/rest/de.md", folder.read(ARTICLE_WORDS))
    assert folder.only_mistake().file == "translations/de.ftl"


def test_an_unused_file_is_a_mistake(folder: ContentFolder) -> None:
    folder.write("articles/rest/notes.txt", "x")
    assert "nothing reads this file" in folder.only_mistake().sentence


def test_an_unknown_source_stops_the_start(folder: ContentFolder) -> None:
    folder.change(ARTICLE, "a-book", "b-book")
    with pytest.raises(BrokenContent, match="there is no reference 'b-book'"):
        loader.load(folder.path)
