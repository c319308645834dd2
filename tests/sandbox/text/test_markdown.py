"""MarkdownV2, compared case by case with TDLib 1.8.69's answers."""

import pytest

from bot.sandbox.text import MarkupError, parse_markdown_v2

READ = [
    ("*b*", "b", [("bold", 0, 1)]),
    ("_i_", "i", [("italic", 0, 1)]),
    ("__u__", "u", [("underline", 0, 1)]),
    ("~s~", "s", [("strikethrough", 0, 1)]),
    ("||x||", "x", [("spoiler", 0, 1)]),
    ("`a\\`b`", "a`b", [("code", 0, 3)]),
    ("```py\nx\n```", "x\n", [("pre", 0, 2)]),
    ("[a\\]](http://x.y)", "a]", [("text_link", 0, 2)]),
    ("[x](foo)", "x", []),
    ("*_x_*", "x", [("bold", 0, 1), ("italic", 0, 1)]),
    ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", 0, 2)]),
    (">q\n>r\nx", "q\nr\nx", [("blockquote", 0, 4)]),
    ("**>q\n>r||", "q\nr", [("expandable_blockquote", 0, 3)]),
    ("\\.\\a\\\\", ".a\\", []),
]
REFUSED = [
    ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
    ("a>b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
    ("*x", "Can't find end of Bold entity at byte offset 0"),
    ("__x", "Can't find end of Underline entity at byte offset 0"),
    ("`x", "Can't find end of Code entity at byte offset 0"),
    ("```x", "Can't find end of Pre entity at byte offset 0"),
    ("*a _b* c_", "Can't find end of Italic entity at byte offset 8"),
    ("[a](b", "Can't find end of a URL at byte offset 4"),
    ("![👍](x)", "Invalid tg://emoji or tg://time URL specified"),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_it_is_parsed_as_by_the_real_parser(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse_markdown_v2(source)
    assert parsed.text == text
    assert [(e.kind, e.offset, e.length) for e in parsed.entities] == entities


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_errors_are_those_of_the_real_parser(source: str, sentence: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse_markdown_v2(source)
    assert str(refusal.value) == sentence
