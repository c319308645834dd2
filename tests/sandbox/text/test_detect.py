"""What is detected in plain texts, compared with TDLib 1.8.69's answers."""

import pytest

from bot.sandbox.text import FormattedText, detect, parse_html

CASES = [
    ("/start", [("bot_command", 0, 6)]),
    ("/start@abc_bot hi", [("bot_command", 0, 14)]),
    ("/start /stop,/help", [("bot_command", 0, 6), ("bot_command", 7, 5), ("bot_command", 13, 5)]),
    ("a/b", []),
    ("/a/b", []),
    ("(/a)", [("bot_command", 1, 2)]),
    ("/ä", []),
    ("x.com", [("url", 0, 5)]),
    ("see example.com.", [("url", 4, 11)]),
    ("https://x.com/a?b=c#d)", [("url", 0, 21)]),
    ("t.me/x", [("url", 0, 6)]),
    ("10.5 e.g.this ok.Then", []),
    ("a@b.com", [("email", 0, 7)]),
    ("@user_name.", [("mention", 0, 10)]),
    ("@ab", []),
    ("#tag #1", [("hashtag", 0, 4)]),
    ("$USD", [("cashtag", 0, 4)]),
    ("😀 /go", [("bot_command", 3, 3)]),
]


@pytest.mark.parametrize(("text", "entities"), CASES)
def test_it_detects_what_the_real_server_detects(
    text: str, entities: list[tuple[str, int, int]]
) -> None:
    found = detect(FormattedText(text))
    assert [(e.kind, e.offset, e.length) for e in found.entities] == entities


def test_nothing_is_detected_inside_code() -> None:
    found = detect(parse_html("<code>/start</code> /stop"))
    assert [(e.kind, e.offset) for e in found.entities] == [("code", 0), ("bot_command", 7)]


def test_trimming_moves_the_entities() -> None:
    trimmed = parse_html(" \n <b> a</b>  ").trimmed()
    assert trimmed.text == "a"
    assert [(e.offset, e.length) for e in trimmed.entities] == [(0, 1)]
