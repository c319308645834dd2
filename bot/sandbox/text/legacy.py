"""The legacy Markdown of messages: no nesting, and an unclosed mark is an error."""

from __future__ import annotations

import re

from bot.sandbox.text.formatted import (
    Entity,
    FormattedText,
    MarkupError,
    byte_offset,
    in_order,
    utf16_length,
)
from bot.sandbox.text.links import Meaning, link_entity

_ESCAPED = re.compile(r"\\([_*`\[])")
_SIMPLE = {"_": "italic", "*": "bold", "`": "code"}
_FENCE = "```"
# A word after the fence is a language only if white space follows, not the closing fence.
LANGUAGE = re.compile(r"([^ \t\r\n\v\0`]+)(?=[ \t\r\n\v])")
LINE_BREAK = re.compile(r"\r\n|\n\r|\n|\r")


def parse_markdown(source: str) -> FormattedText:
    """Parse the text and its entities; raises `MarkupError` in the server's words."""
    out: list[str] = []
    entities: list[Entity] = []
    at = 0
    while at < len(source):
        if escaped := _ESCAPED.match(source, at):
            out.append(escaped[1])
            at = escaped.end()
        elif source[at] in "_*`[":
            offset = utf16_length("".join(out))
            inside, meaning, at = _read_entity(source, at, "".join(out))
            out.append(inside)
            if inside and meaning:
                entities.append(Entity(meaning[0], offset, utf16_length(inside), meaning[1]))
        else:
            out.append(source[at])
            at += 1
    return FormattedText("".join(out), in_order(entities))


def _read_entity(source: str, begin: int, before: str) -> tuple[str, Meaning | None, int]:
    """Return the content of an entity, its meaning, and the index after it."""
    if source.startswith(_FENCE, begin):
        return _read_block(source, begin)
    mark = source[begin]
    end = _find(source, "]" if mark == "[" else mark, begin, begin + 1)
    inside = source[begin + 1 : end]
    if mark != "[":
        return inside, (_SIMPLE[mark], {}), end + 1
    if not inside:
        return inside, None, end + 1
    if not source.startswith("](", end):
        return inside, link_entity(_overwritten(source, begin, end, before + inside)), end + 1
    # An unclosed link extends to the end of the text.
    close = source.find(")", end)
    close = len(source) if close < 0 else close
    return inside, link_entity(source[end + 2 : close]), close + 1


def _overwritten(source: str, begin: int, end: int, out: str) -> str:
    """Return the link text as the server sees it: its output overwrites the text it reads."""
    result, raw = out.encode(), source.encode()
    seen = result + raw[len(result) :]
    return seen[byte_offset(source, begin + 1) : byte_offset(source, end)].decode(errors="replace")


def _read_block(source: str, begin: int) -> tuple[str, Meaning, int]:
    start, extra = begin + len(_FENCE), {}
    if language := LANGUAGE.match(source, start):
        start, extra = language.end(), {"language": language[1]}
    if line_break := LINE_BREAK.match(source, start):
        start = line_break.end()
    end = _find(source, _FENCE, begin, start)
    return source[start:end], ("pre", extra), end + len(_FENCE)


def _find(source: str, mark: str, begin: int, start: int) -> int:
    end = source.find(mark, start)
    if end < 0:
        offset = byte_offset(source, begin)
        raise MarkupError(f"Can't find end of the entity starting at byte offset {offset}")
    return end
