"""The three markups against the real parser: entity for entity, error for error."""

import json
from typing import Any

import pytest
import tdjson

from bot.sandbox.text import (
    FormattedText,
    MarkupError,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
)
from tests.sandbox.text.corpus import html, markdown_v2, old_markdown, texts

COUNT = 1000
MARKUPS: dict[str, tuple[Any, str, dict[str, Any], Any]] = {
    "html": (html, "<>/&;'\"= ab\n", {"@type": "textParseModeHTML"}, parse_html),
    "markdown_v2": (
        markdown_v2,
        "*_~|`[]()>!.\\\n#a",
        {"@type": "textParseModeMarkdown", "version": 2},
        parse_markdown_v2,
    ),
    "old_markdown": (
        old_markdown,
        "*_`[]()\\\na",
        {"@type": "textParseModeMarkdown", "version": 1},
        parse_markdown,
    ),
}
KINDS = {
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
PRECISION = {"dateTimePartPrecisionShort": 0, "dateTimePartPrecisionLong": 1}


def execute(request: dict[str, Any]) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    found: dict[str, Any] = json.loads(answer or b"{}")
    return found


def the_judge_says(text: str, mode: dict[str, Any]) -> object:
    execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    answer = execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
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
    name = KINDS[kind["@type"].removeprefix("textEntityType")]
    return name, entity["offset"], entity["length"], extra


def _format(kind: dict[str, Any]) -> str:
    form = kind.get("formatting_type")
    if not form:
        return ""
    if form["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    day, time = (
        PRECISION.get(form[part]["@type"]) for part in ("date_precision", "time_precision")
    )
    week = "w" if form["show_day_of_week"] else ""
    return week + ("" if day is None else "dD"[day]) + ("" if time is None else "tT"[time])


def we_say(text: str, parse: Any) -> object:
    try:
        found: FormattedText = parse(text)
    except MarkupError as error:
        return str(error)
    return found.text, [(e.kind, e.offset, e.length, dict(e.extra)) for e in found.entities]


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_thousand_texts_are_read_as_the_real_parser_reads_them(markup: str) -> None:
    make, alphabet, mode, parse = MARKUPS[markup]
    corpus = list(texts(make, alphabet, COUNT))
    said = {text: the_judge_says(text, mode) for text in corpus}
    differing = {
        text: (s, we_say(text, parse)) for text, s in said.items() if s != we_say(text, parse)
    }
    assert differing == {}
    # A corpus of one kind only would prove little.
    refused = sum(isinstance(answer, str) for answer in said.values())
    assert COUNT / 10 < refused < COUNT * 9 / 10
