"""A text with its entities; offsets and lengths are UTF-16 code units, as on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# The server sorts entities of equal start and length by kind. Other kinds have priority 50.
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "date_time": 30,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


class MarkupError(Exception):
    """The markup is broken; the message is the parser's own sentence."""


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, index: int) -> int:
    """Return the UTF-8 byte offset of the character at `index`."""
    return len(text[:index].encode())


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted span of a text; `extra` holds fields of only some kinds (url, language)."""

    kind: str
    offset: int
    length: int
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The end of the entity, exclusive, in UTF-16 code units."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """Return the entity as the Bot API writes it."""
        return {"type": self.kind, "offset": self.offset, "length": self.length, **self.extra}


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities in the server's order: outer before inner."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _priority(e))))


def _priority(entity: Entity) -> int:
    # A code block with a language goes before one without.
    return _PRIORITY.get(entity.kind, 50) - (entity.kind == "pre" and "language" in entity.extra)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without its markup, and the entities of that markup."""

    text: str
    entities: tuple[Entity, ...] = ()

    def trimmed(self) -> FormattedText:
        """Return it without leading spaces and newlines and without trailing whitespace."""
        right = self.text.rstrip()
        if not self.entities:
            return FormattedText(right.lstrip(" \n"))
        text = right.lstrip(" \n")
        shift, end = len(right) - len(text), utf16_length(text)
        kept = (_clip(entity, shift, end) for entity in self.entities)
        return FormattedText(text, in_order(e for e in kept if e.length > 0))

    def with_entities(self, more: Sequence[Entity]) -> FormattedText:
        """Return the same text with more entities, in the server's order."""
        if not self.entities and not more:
            return self
        return FormattedText(self.text, in_order([*self.entities, *more]))


def _clip(entity: Entity, shift: int, end: int) -> Entity:
    start = max(entity.offset - shift, 0)
    stop = min(entity.end - shift, end)
    return replace(entity, offset=start, length=stop - start)
