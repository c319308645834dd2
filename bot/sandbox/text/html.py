"""The HTML markup of messages, read as the official server reads it, errors included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.text.formatted import (
    Entity,
    FormattedText,
    MarkupError,
    byte_offset,
    in_order,
    utf16_length,
)
from bot.sandbox.text.links import link_entity

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
_TAGS = {*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
# The server's idea of a space includes the end of the text.
_SPACES = " \t\r\n\v\0"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?P<dec>\d+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>[a-zA-Z]+));?")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    @property
    def here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else "\0"

    def take_while(self, test: Callable[[str], bool]) -> str:
        start = self.at
        while self.at < len(self.source) and test(self.source[self.at]):
            self.at += 1
        return self.source[start : self.at]

    def skip_spaces(self) -> None:
        self.take_while(lambda ch: ch in _SPACES)

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def error(self, sentence: str, index: int) -> MarkupError:
        return MarkupError(f"{sentence} at byte offset {byte_offset(self.source, index)}")


def parse_html(source: str) -> FormattedText:
    """The text and its entities; raises `MarkupError` in the server's words."""
    reader = _Reader(source)
    while reader.at < len(source):
        if reader.here == "<":
            _read_tag(reader)
        elif reader.here == "&":
            reader.emit(_read_character(reader))
        else:
            reader.emit(reader.take_while(lambda ch: ch not in "<&"))
    if reader.stack:
        tag = reader.stack[-1].tag
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return FormattedText("".join(reader.out), _merged(reader.entities))


def _read_character(reader: _Reader) -> str:
    match = _CHARACTER.match(reader.source, reader.at)
    value = _character(match) if match else None
    if match is None or value is None:
        reader.at += 1
        return "&"
    reader.at = match.end()
    return value


def _character(match: re.Match[str]) -> str | None:
    if name := match["name"]:
        return _NAMED.get(name)
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    # Zero, halves of surrogate pairs and numbers beyond Unicode stay as they were written.
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x10FFFF else None


def _read_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    if reader.here == "/":
        _read_end(reader, begin)
    else:
        _read_start(reader, begin)


def _read_start(reader: _Reader, begin: int) -> None:
    tag = reader.take_while(lambda ch: ch not in _SPACES and ch != ">").lower()
    if reader.here == "\0":
        raise reader.error("Unclosed start tag", begin)
    if tag not in _TAGS:
        raise reader.error(f'Unsupported start tag "{tag}"', begin)
    attributes: dict[str, str] = {}
    while reader.here != ">":
        reader.skip_spaces()
        if reader.here == ">":
            break
        name, value = _read_attribute(reader, tag, begin)
        attributes[name] = value
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.error('Tag "span" must have class "tg-spoiler"', begin)
    reader.at += 1
    reader.stack.append(_Open(tag, attributes, reader.offset, len(reader.out)))


def _read_attribute(reader: _Reader, tag: str, begin: int) -> tuple[str, str]:
    name = reader.take_while(lambda ch: ch not in _SPACES and ch not in "=>/\"'").lower()
    if not name:
        raise reader.error(f'Empty attribute name in the tag "{tag}"', begin)
    reader.skip_spaces()
    if reader.here == "\0":
        raise reader.error(f'Unclosed start tag "{tag}"', begin)
    if reader.here != "=":
        return name, ""
    reader.at += 1
    reader.skip_spaces()
    value = _read_value(reader)
    if reader.here == "\0":
        raise reader.error("Unclosed start tag", begin)
    return name, value


def _read_value(reader: _Reader) -> str:
    if reader.here not in "'\"":
        start = reader.at
        token = reader.take_while(lambda ch: (ch.isascii() and ch.isalnum()) or ch in ".-")
        if reader.here not in _SPACES and reader.here != ">":
            raise reader.error("Unexpected end of name token", start)
        return token.lower()
    quote, value = reader.here, []
    reader.at += 1
    while reader.here not in (quote, "\0"):
        if reader.here == "&":
            value.append(_read_character(reader))
        else:
            value.append(reader.take_while(lambda ch: ch not in (quote, "&")))
    reader.at += reader.here == quote
    return "".join(value)


def _read_end(reader: _Reader, begin: int) -> None:
    if not reader.stack:
        raise reader.error("Unexpected end tag", begin)
    reader.at += 1
    name = reader.take_while(lambda ch: ch not in _SPACES and ch != ">").lower()
    reader.skip_spaces()
    if reader.here != ">":
        raise reader.error("Unclosed end tag", begin)
    reader.at += 1
    opened = reader.stack.pop()
    if name and name != opened.tag:
        offset = byte_offset(reader.source, begin)
        raise MarkupError(
            f"Unmatched end tag at byte offset {offset}, "
            f'expected "</{opened.tag}>", found "</{name}>"'
        )
    length = reader.offset - opened.offset
    meaning = _meaning(opened, "".join(reader.out[opened.start :])) if length else None
    if meaning:
        reader.entities.append(Entity(meaning[0], opened.offset, length, meaning[1]))


def _meaning(opened: _Open, inside: str) -> tuple[str, dict[str, object]] | None:
    tag, attributes = opened.tag, opened.attributes
    if tag in _SIMPLE:
        return _SIMPLE[tag], {}
    if tag == "a":
        return link_entity(attributes.get("href") or inside)
    if tag == "blockquote":
        return ("expandable_blockquote" if "expandable" in attributes else tag), {}
    if tag == "tg-emoji":
        return "custom_emoji", {"custom_emoji_id": _emoji_id(attributes)}
    if tag == "tg-time":
        return _time(attributes)
    language = attributes.get("class", "").removeprefix("language-")
    named = tag == "code" and language != attributes.get("class", "")
    return tag, {"language": language} if named else {}


def _emoji_id(attributes: dict[str, str]) -> str:
    emoji = attributes.get("emoji-id", "")
    if not emoji.isdecimal() or int(emoji) == 0:
        raise MarkupError("Invalid custom emoji identifier specified")
    return emoji


def _time(attributes: dict[str, str]) -> tuple[str, dict[str, object]] | None:
    moment = attributes.get("unix", "")
    if not moment.isdecimal():
        return None
    form = attributes.get("format")
    return "date_time", {
        "unix_time": int(moment),
        **({"date_time_format": form} if form else {}),
    }


def _merged(entities: list[Entity]) -> tuple[Entity, ...]:
    """`<pre><code class="language-x">` is one entity; a language on bare code means nothing."""
    merged = list(in_order(entities))
    for code in [e for e in merged if e.kind == "code"]:
        around = Entity("pre", code.offset, code.length)
        merged.remove(code)
        if around in merged and code.extra:
            merged[merged.index(around)] = Entity("pre", code.offset, code.length, code.extra)
        else:
            merged.append(Entity("code", code.offset, code.length))
    return in_order(merged)
