"""The HTML markup, compared case by case with TDLib 1.8.69's answers."""

import pytest

from bot.sandbox.text import MarkupError, parse_html

READ = [
    ("<b>x</b>", "x", [("bold", 0, 1)]),
    ("<B>x</B>", "x", [("bold", 0, 1)]),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<b x=1>y</b>", "y", [("bold", 0, 1)]),
    ("<b x=>y</b>", "y", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    (
        "<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike><del>e</del><u>f</u>",
        "abcdef",
        [
            ("bold", 0, 1),
            ("italic", 1, 1),
            ("underline", 2, 1),
            ("strikethrough", 3, 1),
            ("strikethrough", 4, 1),
            ("underline", 5, 1),
        ],
    ),
    ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
    ("<i>a<b>b</b></i>", "ab", [("italic", 0, 2), ("bold", 1, 1)]),
    ("<i><b>a</b></i>", "a", [("bold", 0, 1), ("italic", 0, 1)]),
    ("<b><code>a</code></b>", "a", [("code", 0, 1), ("bold", 0, 1)]),
    ("<span class=tg-spoiler>x</span>", "x", [("spoiler", 0, 1)]),
    ("<tg-spoiler>s</tg-spoiler>", "s", [("spoiler", 0, 1)]),
    ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-python">p</code></pre>', "p", [("pre", 0, 1)]),
    ("<pre><code>p</code></pre>", "p", [("pre", 0, 1), ("code", 0, 1)]),
    ('<a href="http://x.com">l</a>', "l", [("text_link", 0, 1)]),
    ("<a>http://x.com</a>", "http://x.com", [("text_link", 0, 12)]),
    ("<a href='x'>l</a>", "l", []),
    ("<a href='javascript:x'>l</a>", "l", []),
    ('<a href="tg://user?id=123">u</a>', "u", [("text_mention", 0, 1)]),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
    ('<tg-time unix="1700000000" format="r">t</tg-time>', "t", [("date_time", 0, 1)]),
    ("&lt;&amp;&quot;&apos;&nbsp;&#65;&#x41;&lt x", '<&"&apos;&nbsp;AA< x', []),
    ("& &; &#; &#0; &amp &ampx &#65x", "& &; &#; &#0; & &ampx Ax", []),
]
REFUSED = [
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>a<i>b</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
    ("<", "Unclosed start tag at byte offset 0"),
    ("a <", "Unclosed start tag at byte offset 2"),
    ("<b x", 'Unclosed start tag "b" at byte offset 0'),
    ("<b a='x>y</b>", "Unclosed start tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b =1>y</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<b a=q'>x</b>", "Unexpected end of name token at byte offset 5"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>👍</tg-emoji>", "Invalid custom emoji identifier specified"),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_it_is_parsed_as_by_the_real_parser(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse_html(source)
    assert parsed.text == text
    assert [(e.kind, e.offset, e.length) for e in parsed.entities] == entities


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_errors_are_those_of_the_real_parser(source: str, sentence: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse_html(source)
    assert str(refusal.value) == sentence


def test_a_language_is_kept() -> None:
    parsed = parse_html('<pre><code class="language-python">p</code></pre>')
    assert parsed.entities[0].as_json() == {
        "type": "pre",
        "offset": 0,
        "length": 1,
        "language": "python",
    }
