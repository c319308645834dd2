"""What the server finds in a plain text by itself: commands, links, mentions, hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sandbox.text.formatted import Entity, FormattedText, utf16_length

# The server knows all top-level domains; these are the ones that a bot or a person is likely
# to write. An address with its scheme is found whatever its domain is.
_DOMAINS = (
    "com|org|net|edu|gov|int|info|io|me|dev|app|ai|co|tv|health|care|clinic|bar|link|page|site|"
    "online|eu|uk|de|at|ch|fr|es|pt|br|ru|nl|be|it|pl|se|no|dk|fi|cz|us|ca|mx|in|jp|cn|au|nz|za|"
    "py|md|sh|rs"
)
_HOST = rf"(?:[\w-]+\.)+(?:{_DOMAINS})"
_TAIL = r"(?:[/?#][^\s<>\"«»“”]*)?"
_PATTERNS = (
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>@])", re.ASCII),
    ),
    ("email", re.compile(rf"(?<![\w.+-])[\w.+-]+@{_HOST}(?![\w-])")),
    (
        "url",
        re.compile(
            rf"(?<![\w@.-])(?:https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?{_TAIL}"
            rf"|(?:tg|ton)://[\w-]+{_TAIL}|{_HOST}(?::\d+)?(?![\w@-]){_TAIL})",
            re.IGNORECASE,
        ),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w&#])#\w*[^\W\d_]\w*(?!#)")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
_CLOSED = {"pre", "code", "text_link", "text_mention", "custom_emoji"}
_UNWANTED_END = ".,:;!?'\")]}"


def detect(formatted: FormattedText) -> FormattedText:
    """The text with the entities that nobody marked but the server sees."""
    found: list[Entity] = []
    for entity in _matches(formatted.text):
        if not _clashes(entity, formatted.entities) and not _overlaps(entity, found):
            found.append(entity)
    return formatted.with_entities(found)


def _matches(text: str) -> Iterator[Entity]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = match.group().rstrip(_UNWANTED_END) if kind == "url" else match.group()
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(value))


def _overlaps(entity: Entity, others: list[Entity]) -> bool:
    return any(entity.offset < other.end and other.offset < entity.end for other in others)


def _clashes(entity: Entity, marked: tuple[Entity, ...]) -> bool:
    near = [e for e in marked if entity.offset < e.end and e.offset < entity.end]
    return any(e.kind in _CLOSED or _crosses(entity, e) for e in near)


def _crosses(one: Entity, two: Entity) -> bool:
    first, second = in_pair(one, two)
    return first.offset < second.offset < first.end < second.end


def in_pair(one: Entity, two: Entity) -> tuple[Entity, Entity]:
    """The two entities, the earlier first."""
    return (one, two) if one.offset <= two.offset else (two, one)
