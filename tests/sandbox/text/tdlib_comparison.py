"""Compare the sandbox with TDLib: `python -m tests.sandbox.text.tdlib_comparison`.

It prints how many texts both read alike. The official server parses markup with TDLib; the package
`tdjson` contains it, and it runs here without a network.
"""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.sandbox.text import (
    FormattedText,
    MarkupError,
    detect,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
)
from tests.sandbox.text.corpus import html, markdown_v2, old_markdown, plain, texts

COUNT = 1000
"""Texts of each markup."""

_KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}
_FOUND = {
    "BotCommand": "bot_command",
    "Cashtag": "cashtag",
    "EmailAddress": "email",
    "Hashtag": "hashtag",
    "Mention": "mention",
    "Url": "url",
}
_PRECISION = {"dateTimePartPrecisionShort": 0, "dateTimePartPrecisionLong": 1}


@dataclass(frozen=True)
class Markup:
    """A markup: the generator of its texts, its special characters, and its parser."""

    write: Callable[[Random], str]
    breaks: str
    mode: dict[str, Any]
    parse: Callable[[str], FormattedText]

    def corpus(self) -> Iterator[str]:
        """Yield the texts, the same on every run."""
        return texts(self.write, self.breaks, COUNT)


MARKUPS = {
    "HTML": Markup(html, "<>/&;'\"= ab\n", {"@type": "textParseModeHTML"}, parse_html),
    "MarkdownV2": Markup(
        markdown_v2,
        "*_~|`[]()>!.\\\n#a",
        {"@type": "textParseModeMarkdown", "version": 2},
        parse_markdown_v2,
    ),
    "Markdown": Markup(
        old_markdown,
        "*_`[]()\\\na",
        {"@type": "textParseModeMarkdown", "version": 1},
        parse_markdown,
    ),
}


@dataclass(frozen=True)
class Comparison:
    """What TDLib and the sandbox read in a text: entities, or an error."""

    text: str
    theirs: object
    ours: object


class TdLib:
    """TDLib, offline. Raises ImportError if it is not installed."""

    def __init__(self) -> None:
        self._execute = importlib.import_module("tdjson").td_execute
        self.ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a synchronous request to TDLib."""
        found: dict[str, Any] = json.loads(self._execute(json.dumps(request).encode()) or b"{}")
        return found

    def compare(self, markup: Markup) -> list[Comparison]:
        """Parse the whole corpus of a markup with both."""
        return [
            Comparison(t, self._read(t, markup.mode), _we_read(t, markup)) for t in markup.corpus()
        ]

    def compare_plain_texts(self) -> list[Comparison]:
        """Detect entities in plain texts with both.

        The corpus has no bank card numbers or media timestamps: the sandbox detects neither.
        """
        rng = Random(1)  # noqa: S311 - nothing secret
        corpus = [plain(rng) for _ in range(COUNT)]
        return [Comparison(text, self._found(text), _we_find(text)) for text in corpus]

    def _found(self, text: str) -> object:
        answer = self.ask({"@type": "getTextEntities", "text": text})
        return [
            (_FOUND[e["type"]["@type"].removeprefix("textEntityType")], e["offset"], e["length"])
            for e in answer["entities"]
        ]

    def _read(self, text: str, mode: dict[str, Any]) -> object:
        answer = self.ask({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
        if answer["@type"] == "error":
            return answer["message"].removeprefix("Can't parse entities: ")
        return answer["text"], [_entity(entity) for entity in answer["entities"]]


def _entity(entity: dict[str, Any]) -> tuple[str, int, int, dict[str, Any]]:
    kind = entity["type"]
    extra = {key: kind[key] for key in ("language", "url", "user_id") if key in kind}
    if "custom_emoji_id" in kind:
        extra["custom_emoji_id"] = str(kind["custom_emoji_id"])
    if "unix_time" in kind:
        extra |= {"unix_time": kind["unix_time"], "date_time_format": _format(kind)}
    name = _KINDS[kind["@type"].removeprefix("textEntityType")]
    return name, entity["offset"], entity["length"], extra


def _format(kind: dict[str, Any]) -> str:
    form = kind.get("formatting_type")
    if not form:
        return ""
    if form["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    day, time = (
        _PRECISION.get(form[part]["@type"]) for part in ("date_precision", "time_precision")
    )
    week = "w" if form["show_day_of_week"] else ""
    return week + ("" if day is None else "dD"[day]) + ("" if time is None else "tT"[time])


def _we_read(text: str, markup: Markup) -> object:
    try:
        found = markup.parse(text)
    except MarkupError as error:
        return str(error)
    return found.text, [(e.kind, e.offset, e.length, dict(e.extra)) for e in found.entities]


def _we_find(text: str) -> object:
    return [(e.kind, e.offset, e.length) for e in detect(FormattedText(text)).entities]


def main() -> None:
    """Print how often both agree."""
    tdlib = TdLib()
    for name, markup in MARKUPS.items():
        results = tdlib.compare(markup)
        same = sum(result.theirs == result.ours for result in results)
        refused = sum(isinstance(result.theirs, str) for result in results)
        sys.stdout.write(f"{name:<12}{same} of {len(results)} agree, {refused} of them refused\n")
    results = tdlib.compare_plain_texts()
    same = sum(result.theirs == result.ours for result in results)
    sys.stdout.write(f"{'no markup':<12}{same} of {len(results)} agree\n")


if __name__ == "__main__":
    main()
