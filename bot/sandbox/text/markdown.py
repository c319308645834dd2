"""The MarkdownV2 markup of messages, parsed as the official server does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.text.formatted import (
    Entity,
    FormattedText,
    MarkupError,
    byte_offset,
    in_order,
    utf16_length,
)
from bot.sandbox.text.legacy import LANGUAGE, LINE_BREAK
from bot.sandbox.text.links import link_entity
from bot.sandbox.text.moments import emoji_or_time

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
# Opening marks, longer ones first: "__" is underline, not italic twice.
_MARKS = {
    "```": "Pre",
    "||": "Spoiler",
    "__": "Underline",
    "![": "CustomEmoji",
    "_": "Italic",
    "*": "Bold",
    "~": "Strikethrough",
    "`": "Code",
    "[": "TextUrl",
}
_ENDS = {
    "Pre": "```",
    "PreCode": "```",
    "Spoiler": "||",
    "Underline": "__",
    "CustomEmoji": "]",
    "Italic": "_",
    "Bold": "*",
    "Strikethrough": "~",
    "Code": "`",
    "TextUrl": "]",
}
_KINDS = {
    "Pre": "pre",
    "PreCode": "pre",
    "Spoiler": "spoiler",
    "Underline": "underline",
    "Italic": "italic",
    "Bold": "bold",
    "Strikethrough": "strikethrough",
    "Code": "code",
}
_CODE = frozenset({"Code", "Pre", "PreCode"})
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    start: int
    written_at: int
    language: str = ""


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    is_quoting: bool = False
    # Whether ">" would start a quote here: only at the start of a line.
    may_quote: bool = True

    @property
    def top(self) -> str:
        return self.stack[-1].name if self.stack else ""

    def starts(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)
        if text != "\r":
            self.may_quote = text == "\n"

    def add(self, opened: _Open, kind: str, extra: dict[str, Any]) -> None:
        length = self.offset - opened.offset
        if length:
            self.entities.append(Entity(kind, opened.offset, length, extra))

    def unended(self) -> MarkupError:
        last = self.stack[-1]
        offset = byte_offset(self.source, last.written_at)
        return MarkupError(f"Can't find end of {last.name} entity at byte offset {offset}")


def parse_markdown_v2(source: str) -> FormattedText:
    """Parse the text and its entities; raises `MarkupError` in the server's words."""
    reader = _Reader(source)
    while reader.at < len(source):
        _read_one(reader)
    if reader.is_quoting:
        _end_last_quote(reader)
    if reader.stack:
        raise reader.unended()
    return FormattedText("".join(reader.out), in_order(reader.entities))


def _read_one(reader: _Reader) -> None:
    here = reader.source[reader.at]
    if escaped := _ESCAPED.match(reader.source, reader.at):
        reader.emit(escaped[1])
        reader.at += 2
    elif here not in ("`" if reader.top in _CODE else _RESERVED):
        reader.emit(here)
        # A line break inside code does not count as the start of a line.
        reader.may_quote &= here == "\r"
        reader.at += 1
    elif reader.is_quoting and here == "\n" and not reader.starts("\n>"):
        _end_quote(reader)
    elif _ends_top(reader):
        _close(reader)
    elif here == "\n":
        reader.emit(here)
        reader.at += 1
    elif here == ">":
        _begin_quote(reader)
    else:
        _open(reader)


def _ends_top(reader: _Reader) -> bool:
    end = _ENDS.get(reader.top)
    if end is None or not reader.starts(end):
        return False
    return not (end == "_" and reader.starts("__"))


def _open(reader: _Reader) -> None:
    mark = next((mark for mark in _MARKS if reader.starts(mark)), None)
    if mark is None:
        raise _reserved(reader)
    opened = _Open(_MARKS[mark], reader.offset, len(reader.out), reader.at)
    reader.at += len(mark)
    if mark == "```":
        if language := LANGUAGE.match(reader.source, reader.at):
            opened.name, opened.language = "PreCode", language[1]
            reader.at = language.end()
        if line_break := LINE_BREAK.match(reader.source, reader.at):
            reader.at = line_break.end()
    reader.stack.append(opened)


def _reserved(reader: _Reader) -> MarkupError:
    return MarkupError(
        f"Character '{reader.source[reader.at]}' is reserved and must be escaped "
        "with the preceding '\\'"
    )


def _close(reader: _Reader) -> None:
    opened = reader.stack.pop()
    if opened.name == "TextUrl":
        _close_link(reader, opened)
    elif opened.name == "CustomEmoji":
        _close_emoji(reader, opened)
    else:
        extra = {"language": opened.language} if opened.language else {}
        reader.add(opened, _KINDS[opened.name], extra)
        reader.at += len(_ENDS[opened.name])


def _close_link(reader: _Reader, opened: _Open) -> None:
    reader.at += 1
    inside = "".join(reader.out[opened.start :])
    address = _read_address(reader) if reader.starts("(") else inside
    meaning = link_entity(address)
    if meaning:
        reader.add(opened, *meaning)


def _close_emoji(reader: _Reader, opened: _Open) -> None:
    reader.at += 1
    if not reader.starts("("):
        raise MarkupError("The entity must contain a tg://emoji or tg://time URL")
    reader.add(opened, *emoji_or_time(_read_address(reader)))


def _read_address(reader: _Reader) -> str:
    begin = reader.at = reader.at + 1
    address: list[str] = []
    while reader.at < len(reader.source) and not reader.starts(")"):
        escaped = _ESCAPED.match(reader.source, reader.at)
        address.append(escaped[1] if escaped else reader.source[reader.at])
        reader.at += 2 if escaped else 1
    if reader.at >= len(reader.source):
        offset = byte_offset(reader.source, begin)
        raise MarkupError(f"Can't find end of a URL at byte offset {offset}")
    reader.at += 1
    return "".join(address)


def _begin_quote(reader: _Reader) -> None:
    if not reader.may_quote:
        raise _reserved(reader)
    if not reader.is_quoting:
        reader.is_quoting = True
        reader.stack.append(_Open("BlockQuote", reader.offset, len(reader.out), reader.at))
    reader.at += 1


def _end_quote(reader: _Reader) -> None:
    """End the quote at a line that does not start with ">"; the line break belongs to it."""
    before = reader.at - (1 if reader.out[-1:] == ["\r"] else 0)
    kind = _quote_kind(reader, before)
    if reader.top != "BlockQuote":
        raise reader.unended()
    reader.emit("\n")
    reader.at += 1
    reader.is_quoting = False
    reader.add(reader.stack.pop(), kind, {})


def _end_last_quote(reader: _Reader) -> None:
    kind = _quote_kind(reader, len(reader.source))
    if reader.top == "BlockQuote":
        reader.add(reader.stack.pop(), kind, {})


def _quote_kind(reader: _Reader, end: int) -> str:
    """Return the kind of a quote: one that ends with "||" is expandable, not a spoiler."""
    if reader.top == "Spoiler" and reader.stack[-1].written_at == end - 2:
        reader.stack.pop()
        return "expandable_blockquote"
    return "blockquote"
