"""The tags of the HTML markup: their names, attributes and meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.text.formatted import Entity, MarkupError
from bot.sandbox.text.links import Meaning, link_entity, whole
from bot.sandbox.text.moments import date_format, date_time

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_LEADING_NUMBER = re.compile(r"-?[0-9]+")


@dataclass(slots=True)
class OpenTag:
    """A tag that is not closed yet."""

    tag: str
    # The value of the attribute that this tag uses.
    argument: str
    moment: int
    offset: int
    start: int


def note(opened: OpenTag, name: str, value: str | None) -> None:
    """Store an attribute's value if the tag uses it; names are case-sensitive."""
    prefix = _PREFIXES.get((opened.tag, name))
    if (opened.tag, name) == ("blockquote", "expandable"):
        opened.argument = "1"
    elif (opened.tag, name) == ("tg-time", "unix") and value is not None:
        number = _LEADING_NUMBER.match(value)
        opened.moment = int(number[0]) if number else 0
    elif prefix is not None and value is not None and value.startswith(prefix):
        opened.argument = value.removeprefix(prefix)


# The attributes in use, and the prefixes of their values.
_PREFIXES = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "format"): "",
}


def add_code(entities: list[Entity], opened: OpenTag, length: int) -> None:
    """Add a code entity; merge `<pre>` and `<code class="language-x">` around the same text."""
    last = entities[-1] if entities else None
    language = opened.argument
    is_same = last is not None and (last.offset, last.length) == (opened.offset, length)
    if last is not None and is_same and {last.kind, opened.tag} == {"pre", "code"}:
        language = str(last.extra.get("language") or opened.argument)
        is_plain = last.kind == "code" or not last.extra
        if language and is_plain:
            entities[-1] = Entity("pre", opened.offset, length, {"language": language})
            return
    extra = {"language": opened.argument} if opened.argument else {}
    entities.append(Entity(opened.tag, opened.offset, length, extra))


def meaning_of(opened: OpenTag, inside: str) -> Meaning | None:
    """Return the entity for a tag and its content; None if it gives none.

    Raises `MarkupError` for an emoji or a date format that does not exist.
    """
    tag = opened.tag
    if tag in _SIMPLE:
        return _SIMPLE[tag], {}
    if tag == "a":
        return link_entity(opened.argument or inside)
    if tag == "blockquote":
        return ("expandable_blockquote" if opened.argument else tag), {}
    if tag == "tg-emoji":
        emoji = whole(opened.argument)
        if not emoji:
            raise MarkupError("Invalid custom emoji identifier specified")
        return "custom_emoji", {"custom_emoji_id": str(emoji)}
    form = date_format(opened.argument)
    if form is None:
        raise MarkupError("Invalid date format used")
    return date_time(opened.moment, form) if opened.moment > 0 else None
