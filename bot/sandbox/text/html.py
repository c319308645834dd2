"""The HTML markup of messages, parsed as the official server does, with the same errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from bot.sandbox.text.formatted import (
    Entity,
    FormattedText,
    MarkupError,
    byte_offset,
    in_order,
    utf16_length,
)
from bot.sandbox.text.links import SPACES
from bot.sandbox.text.tags import TAGS, OpenTag, add_code, meaning_of, note

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<dec>[0-9]*)|(?P<name>[a-zA-Z]*))")
_MOST_REFERENCE = 10
# Runs of characters; each may be empty.
_SPACE = re.compile(f"[{SPACES}]*")
_PLAIN = re.compile("[^<&]*")
_TAG = re.compile(f"[^{SPACES}>]*")
_END_TAG = re.compile(f"[^{SPACES}>\0]*")
_ATTRIBUTE = re.compile(f"[^{SPACES}=>/\"']*")
_TOKEN = re.compile("[A-Za-z0-9.-]*")
_QUOTED = {quote: re.compile(f"[^{quote}&]*") for quote in "'\""}
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONE_SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    @property
    def here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else "\0"

    def take(self, run: re.Pattern[str]) -> str:
        """Consume and return the next run of characters; `run` also matches an empty one."""
        found = cast("re.Match[str]", run.match(self.source, self.at))
        self.at = found.end()
        return found.group()

    def skip_spaces(self) -> None:
        self.take(_SPACE)

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def error(self, sentence: str, index: int) -> MarkupError:
        return MarkupError(f"{sentence} at byte offset {byte_offset(self.source, index)}")


def parse_html(source: str) -> FormattedText:
    """Parse the text and its entities; raises `MarkupError` in the server's words."""
    reader = _Reader(source)
    while reader.at < len(source):
        if reader.here == "<":
            _read_tag(reader)
        elif reader.here == "&":
            reader.emit(_read_character(reader))
        else:
            reader.emit(reader.take(_PLAIN))
    if reader.stack:
        tag = reader.stack[-1].tag
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
    text = "".join(reader.out)
    if _SURROGATES.search(text):
        raise MarkupError(_LONE_SURROGATES)
    plain = (replace(e, extra={}) if e.kind == "code" else e for e in reader.entities)
    return FormattedText(text, in_order(plain))


def _read_character(reader: _Reader) -> str:
    match = _CHARACTER.match(reader.source, reader.at)
    value = _character(match) if match else None
    if match is None or value is None:
        reader.at += 1
        return "&"
    reader.at = match.end() + reader.source.startswith(";", match.end())
    return value


def _character(match: re.Match[str]) -> str | None:
    if match["name"] is not None:
        return _NAMED.get(match["name"])
    digits = match["dec"] or match["hex"]
    if not digits or match.end() - match.start() >= _MOST_REFERENCE:
        return None
    code = int(digits, 16 if match["hex"] else 10)
    # Zero and numbers beyond Unicode are left unchanged.
    return chr(code) if 0 < code < 0x10FFFF else None


def _read_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    if reader.here == "/":
        _read_end(reader, begin)
    else:
        _read_start(reader, begin)


def _read_start(reader: _Reader, begin: int) -> None:
    tag = reader.take(_TAG).lower()
    if reader.here == "\0":
        raise reader.error("Unclosed start tag", begin)
    if tag not in TAGS:
        raise reader.error(f'Unsupported start tag "{tag}"', begin)
    opened = OpenTag(tag, "", 0, reader.offset, len(reader.out))
    while reader.here != ">":
        reader.skip_spaces()
        if reader.here == ">":
            break
        note(opened, *_read_attribute(reader, tag, begin))
    if tag == "span" and opened.argument != "spoiler":
        raise reader.error('Tag "span" must have class "tg-spoiler"', begin)
    reader.at += 1
    reader.stack.append(opened)


def _read_attribute(reader: _Reader, tag: str, begin: int) -> tuple[str, str | None]:
    name = reader.take(_ATTRIBUTE)
    if not name:
        raise reader.error(f'Empty attribute name in the tag "{tag}"', begin)
    reader.skip_spaces()
    if reader.here == "\0":
        raise reader.error(f'Unclosed start tag "{tag}"', begin)
    if reader.here != "=":
        return name, None
    reader.at += 1
    reader.skip_spaces()
    if reader.here == "\0":
        raise reader.error(f'Unclosed start tag "{tag}"', begin)
    value = _read_value(reader)
    if reader.here == "\0":
        raise reader.error("Unclosed start tag", begin)
    return name, value


def _read_value(reader: _Reader) -> str:
    if reader.here not in "'\"":
        start = reader.at
        token = reader.take(_TOKEN)
        if reader.here not in SPACES and reader.here != ">":
            raise reader.error("Unexpected end of name token", start)
        return token.lower()
    quote, value = reader.here, []
    reader.at += 1
    while reader.here not in (quote, "\0"):
        if reader.here == "&":
            value.append(_read_character(reader))
        else:
            value.append(reader.take(_QUOTED[quote]))
    reader.at += reader.here == quote
    return "".join(value)


def _read_end(reader: _Reader, begin: int) -> None:
    if not reader.stack:
        raise reader.error("Unexpected end tag", begin)
    reader.at += 1
    name = reader.take(_END_TAG).lower()
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
    if reader.offset > opened.offset:
        _add(reader, opened)


def _add(reader: _Reader, opened: OpenTag) -> None:
    length = reader.offset - opened.offset
    if opened.tag in ("pre", "code"):
        add_code(reader.entities, opened, length)
        return
    meaning = meaning_of(opened, "".join(reader.out[opened.start :]))
    if meaning:
        reader.entities.append(Entity(meaning[0], opened.offset, length, meaning[1]))
