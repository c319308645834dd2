"""An article's words: a title and pages, from a small subset of Markdown."""

import pytest

from bot.content.pages import Page, Pages, parse
from bot.content.problems import Problem

GOOD = b"# Title\n\n## One\n\nFirst.\nStill first.\n\n- a\n- b\n\n## Two\n\nLast.\n"


def test_a_file_is_parsed_into_a_title_and_pages() -> None:
    assert parse("x.md", GOOD) == Pages(
        "Title",
        (Page("One", "First.\nStill first.\n\n• a\n• b", 3), Page("Two", "Last.", 11)),
    )


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"", 1, "begins with its title"),
        (b"Title\n## One\ntext\n", 1, "begins with its title"),
        (b"# Title\n\ntext\n", 1, "there is no page"),
        (b"# Title\n\ntext\n## One\nmore\n", 3, "stands on no page"),
        (b"# T\xfctle\n## One\ntext\n", 1, "UTF-8"),
    ],
)
def test_an_unreadable_article_is_reported_with_its_line(raw: bytes, line: int, says: str) -> None:
    mistake = parse("articles/x/en.md", raw)
    assert isinstance(mistake, Problem)
    assert (mistake.file, mistake.line) == ("articles/x/en.md", line)
    assert says in mistake.sentence
