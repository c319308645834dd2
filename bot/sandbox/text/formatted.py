"""A text with its entities; offsets and lengths are UTF-16 code units, as on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# Same start and same length: the server orders by kind. Kinds not listed stand at 50.
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
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, index: int) -> int:
    """Where the character at `index` begins in the UTF-8 form of the text."""
    return len(text[:index].encode())


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted stretch of a text; `extra` holds what only some kinds have (url, language)."""

    kind: str
    offset: int
    length: int
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The first UTF-16 unit after the entity."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """The entity as the Bot API writes it."""
        return {"type": self.kind, "offset": self.offset, "length": self.length, **self.extra}


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities in the order in which the server lists them: outer before inner."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _priority(e))))


def _priority(entity: Entity) -> int:
    # A block in a language stands before one without.
    return _PRIORITY.get(entity.kind, 50) - (entity.kind == "pre" and "language" in entity.extra)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without markup, and what the markup said about it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def trimmed(self) -> FormattedText:
        """Without leading spaces and newlines and without trailing whitespace."""
        right = self.text.rstrip()
        if not self.entities:
            return FormattedText(right.lstrip(" \n"))
        text = right.lstrip(" \n")
        shift, end = len(right) - len(text), utf16_length(text)
        kept = (_clip(entity, shift, end) for entity in self.entities)
        return FormattedText(text, in_order(e for e in kept if e.length > 0))

    def with_entities(self, more: Sequence[Entity]) -> FormattedText:
        """The same text with further entities, in the server's order."""
        if not self.entities and not more:
            return self
        return FormattedText(self.text, in_order([*self.entities, *more]))


def _clip(entity: Entity, shift: int, end: int) -> Entity:
    start = max(entity.offset - shift, 0)
    stop = min(entity.end - shift, end)
    return replace(entity, offset=start, length=stop - start)
