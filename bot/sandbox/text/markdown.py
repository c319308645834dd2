"""The MarkdownV2 markup of messages, read as the official server reads it."""

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

_RESERVED = "_*[]()~`>#+-=|{}.!"
# Longer marks first: "__" is underline, not italic twice.
_MARKS = {
    "```": ("pre", "Pre"),
    "||": ("spoiler", "Spoiler"),
    "__": ("underline", "Underline"),
    "![": ("custom_emoji", "CustomEmoji"),
    "_": ("italic", "Italic"),
    "*": ("bold", "Bold"),
    "~": ("strikethrough", "Strikethrough"),
    "`": ("code", "Code"),
    "[": ("text_link", "TextUrl"),
}
_LANGUAGE = re.compile(r"([^\s`]*)\n")
_EMOJI = re.compile(r"^tg://emoji/?\?id=(\d+)$")


@dataclass(slots=True)
class _Open:
    mark: str
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
    quote: tuple[int, str] | None = None

    @property
    def here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    @property
    def in_code(self) -> bool:
        return bool(self.stack) and self.stack[-1].mark in ("`", "```")

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)
        self.at += len(text)

    def starts(self, text: str) -> bool:
        return self.source.startswith(text, self.at)


def parse_markdown_v2(source: str) -> FormattedText:
    """The text and its entities; raises `MarkupError` in the server's words."""
    reader = _Reader(source)
    line_starts = True
    while reader.at < len(source):
        if line_starts and not reader.in_code:
            _read_line_start(reader)
        line_starts = reader.here == "\n"
        _read_one(reader)
    _end_quote(reader)
    if reader.stack:
        last = reader.stack[-1]
        raise _unended(reader, _MARKS[last.mark][1], last.written_at)
    return FormattedText("".join(reader.out), in_order(reader.entities))


def _unended(reader: _Reader, name: str, index: int) -> MarkupError:
    offset = byte_offset(reader.source, index)
    return MarkupError(f"Can't find end of {name} entity at byte offset {offset}")


def _read_line_start(reader: _Reader) -> None:
    opening = next((mark for mark in ("**>", ">") if reader.starts(mark)), None)
    if opening is None or (opening == "**>" and reader.quote):
        _end_quote(reader)
    if opening:
        reader.at += len(opening)
        if reader.quote is None:
            reader.quote = (reader.offset, "blockquote")


def _end_quote(reader: _Reader) -> None:
    if reader.quote and reader.offset > reader.quote[0]:
        start, kind = reader.quote
        reader.entities.append(Entity(kind, start, reader.offset - start))
    reader.quote = None


def _read_one(reader: _Reader) -> None:
    here = reader.here
    if not here:
        return
    if here == "\\" and reader.source[reader.at + 1 : reader.at + 2].isascii():
        reader.at += 1
        reader.emit(reader.here)
    elif reader.in_code:
        _read_code(reader)
    elif here in _RESERVED:
        _read_mark(reader)
    else:
        reader.emit(here)


def _read_code(reader: _Reader) -> None:
    mark = reader.stack[-1].mark
    if reader.starts(mark):
        _close(reader, mark)
    else:
        reader.emit(reader.here)


def _read_mark(reader: _Reader) -> None:
    if reader.here == "]" and reader.stack and reader.stack[-1].mark in ("[", "!["):
        _close_link(reader)
        return
    mark = next((mark for mark in _MARKS if reader.starts(mark)), None)
    if mark == "||" and _ends_expandable(reader):
        return
    if mark is None:
        raise MarkupError(
            f"Character '{reader.here}' is reserved and must be escaped with the preceding '\\'"
        )
    if reader.stack and reader.stack[-1].mark == mark:
        _close(reader, mark)
    else:
        _open(reader, mark)


def _ends_expandable(reader: _Reader) -> bool:
    at_end = reader.source[reader.at + 2 : reader.at + 3] in ("", "\n")
    if not (reader.quote and at_end) or any(o.mark == "||" for o in reader.stack):
        return False
    reader.quote = (reader.quote[0], "expandable_blockquote")
    reader.at += 2
    return True


def _open(reader: _Reader, mark: str) -> None:
    opened = _Open(mark, reader.offset, len(reader.out), reader.at)
    reader.at += len(mark)
    if mark == "```":
        language = _LANGUAGE.match(reader.source, reader.at)
        if language:
            opened.language = language.group(1)
            reader.at = language.end()
    reader.stack.append(opened)


def _close(reader: _Reader, mark: str) -> None:
    opened = reader.stack.pop()
    reader.at += len(mark)
    extra: dict[str, object] = {"language": opened.language} if opened.language else {}
    _add(reader, opened, (_MARKS[mark][0], extra))


def _add(reader: _Reader, opened: _Open, meaning: tuple[str, dict[str, object]]) -> None:
    length = reader.offset - opened.offset
    if length:
        reader.entities.append(Entity(meaning[0], opened.offset, length, meaning[1]))


def _close_link(reader: _Reader) -> None:
    opened = reader.stack.pop()
    reader.at += 1
    inside = "".join(reader.out[opened.start :])
    address = _read_address(reader) if reader.here == "(" else inside
    meaning: Callable[[str], tuple[str, dict[str, object]] | None]
    meaning = link_entity if opened.mark == "[" else _emoji
    found = meaning(address)
    if found:
        _add(reader, opened, found)


def _read_address(reader: _Reader) -> str:
    begin = reader.at + 1
    reader.at = begin
    address: list[str] = []
    while reader.here and reader.here != ")":
        reader.at += reader.here == "\\"
        address.append(reader.here)
        reader.at += 1
    if not reader.here:
        offset = byte_offset(reader.source, begin)
        raise MarkupError(f"Can't find end of a URL at byte offset {offset}")
    reader.at += 1
    return "".join(address)


def _emoji(address: str) -> tuple[str, dict[str, object]]:
    match = _EMOJI.match(address)
    if not match:
        raise MarkupError("Invalid tg://emoji or tg://time URL specified")
    return "custom_emoji", {"custom_emoji_id": match.group(1)}
