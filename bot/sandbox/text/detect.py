"""What the server detects in plain text: commands, links, mentions, hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sandbox.text.addresses import BLANK, addresses
from bot.sandbox.text.formatted import Entity, FormattedText, utf16_length

_WORD_CHARACTER = "[\\w·\u200c]"
# Each with a character that every match contains: searching for that first is fast.
_PATTERNS = (
    ("mention", "@", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    (
        "bot_command",
        "/",
        re.compile(
            r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}"
            r"(?:@[A-Za-z0-9_]{3,32}(?![\w/<>])|(?![\w/<>@]))"
        ),
    ),
    (
        "hashtag",
        "#",
        re.compile(
            f"(?<!{_WORD_CHARACTER})#(?={_WORD_CHARACTER}*[^\\W\\d_]){_WORD_CHARACTER}{{1,256}}+"
            "(?:@[A-Za-z0-9_]{3,32}+)?+(?!#)"
        ),
    ),
    (
        "cashtag",
        "$",
        re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?:@[A-Za-z0-9_]{3,32})?(?![\w$])"),
    ),
    (
        "url",
        "://",
        re.compile(f'(?:tg|ton)://[A-Za-z0-9_-]{{1,253}}(?:[/?#][^{BLANK}<>"«»]*)?', re.IGNORECASE),
    ),
)
# Only a few old bots have names this short.
_SHORTEST_MENTION = len("@abcd")
_SHORT_MENTIONS = frozenset(
    ["@gif", "@wiki", "@vid", "@bing", "@pic", "@bold", "@imdb", "@coub", "@like", "@vote"]
)
_BAD_END = ".:;,('?!`"
_CLOSED = {"pre", "code", "text_link", "text_mention", "custom_emoji"}


def detect(formatted: FormattedText) -> FormattedText:
    """Return the text with the entities that the server adds to the marked ones."""
    found = [e for e in _found(formatted.text) if not _clashes(e, formatted.entities)]
    return formatted.with_entities(found)


def _found(text: str) -> list[Entity]:
    """Detect entities; of overlapping ones, keep the one that starts first."""
    entities: list[Entity] = []
    end = 0
    for begin, stop, kind in sorted(_spans(text), key=lambda span: (span[0], -span[1])):
        if begin >= end:
            entities.append(
                Entity(kind, utf16_length(text[:begin]), utf16_length(text[begin:stop]))
            )
            end = stop
    return entities


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, sign, pattern in _PATTERNS:
        if sign in text:
            for match in pattern.finditer(text):
                found = match.group()
                if kind == "mention" and not _is_mention(found):
                    continue
                length = len(found.rstrip(_BAD_END)) if kind == "url" else len(found)
                yield match.start(), match.start() + length, kind
    if "." in text:
        for kind, begin, end in addresses(text):
            yield begin, end, kind


def _is_mention(name: str) -> bool:
    return len(name) >= _SHORTEST_MENTION or name.lower() in _SHORT_MENTIONS


def _clashes(entity: Entity, marked: tuple[Entity, ...]) -> bool:
    near = [e for e in marked if entity.offset < e.end and e.offset < entity.end]
    return any(e.kind in _CLOSED or _crosses(entity, e) for e in near)


def _crosses(one: Entity, two: Entity) -> bool:
    first, second = in_pair(one, two)
    return first.offset < second.offset < first.end < second.end


def in_pair(one: Entity, two: Entity) -> tuple[Entity, Entity]:
    """Return the two entities, the earlier first."""
    return (one, two) if one.offset <= two.offset else (two, one)
