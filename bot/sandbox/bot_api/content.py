"""The text or caption of a message: read from parameters, then checked as content."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.sandbox.bot_api.params import RAW, STRING, Declared
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.text import (
    Entity,
    FormattedText,
    MarkupError,
    detect,
    parse_html,
    parse_markdown_v2,
)
from bot.sandbox.world import Json, World

TEXT: Declared = {"text": STRING, "parse_mode": STRING, "entities": RAW}
CAPTION: Declared = {"caption": STRING, "parse_mode": STRING, "caption_entities": RAW}
MOST_CHARACTERS = 4096
MOST_CAPTION_CHARACTERS = 1024
_MOST_RAW_BYTES = 32768
_ENTITY_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


def read_text(params: Json) -> FormattedText:
    """The `text` of a call without its markup; what it holds is checked later."""
    text = params.get("text", "")
    if not text:
        raise bad_request("message text is empty")
    return _formatted(text, params.get("parse_mode", ""), params.get("entities"))


def read_caption(params: Json) -> FormattedText:
    """The `caption` of a call without its markup; empty where there is none."""
    return _formatted(
        params.get("caption", ""), params.get("parse_mode", ""), params.get("caption_entities")
    )


def text_content(world: World, formatted: FormattedText) -> Json:
    """The text fields of a Message, trimmed, with everything the server detects."""
    final = _finished(world, formatted)
    if not final.text:
        raise bad_request("text must be non-empty")
    if len(final.text) > MOST_CHARACTERS:
        raise bad_request("message is too long")
    return _fields("text", "entities", final)


def caption_content(world: World, formatted: FormattedText) -> Json:
    """The caption fields of a Message; none for an empty caption."""
    final = _finished(world, formatted)
    if len(final.text) > MOST_CAPTION_CHARACTERS:
        raise bad_request("message caption is too long")
    return _fields("caption", "caption_entities", final) if final.text else {}


def _fields(text_key: str, entities_key: str, final: FormattedText) -> Json:
    entities = [entity.as_json() for entity in final.entities]
    return {text_key: final.text, **({entities_key: entities} if entities else {})}


def _formatted(text: str, mode: str, entities: Any) -> FormattedText:
    if len(text.encode()) > _MOST_RAW_BYTES:
        raise bad_request("text is too long")
    if not mode:
        return FormattedText(text, tuple(_given_entities(entities)))
    parse = {"html": parse_html, "markdownv2": parse_markdown_v2}.get(mode.lower())
    if parse is None and mode.lower() == "markdown":
        raise bad_request("the sandbox does not read legacy Markdown; use HTML or MarkdownV2")
    if parse is None:
        raise bad_request("unsupported parse_mode")
    try:
        return parse(text)
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from None


def _given_entities(value: Any) -> Iterable[Entity]:
    if not value:
        return
    try:
        items = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad_request("can't parse entities JSON object") from None
    if not isinstance(items, list):
        raise bad_request("expected an Array of MessageEntity")
    for item in items:
        if not isinstance(item, dict) or item.get("type") not in _ENTITY_KINDS:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        extra = {k: v for k, v in item.items() if k not in ("type", "offset", "length")}
        yield Entity(item["type"], int(item["offset"]), int(item["length"]), extra)


def _finished(world: World, formatted: FormattedText) -> FormattedText:
    trimmed = formatted.trimmed()
    known = tuple(_with_user(world, entity) for entity in trimmed.entities)
    return detect(replace(trimmed, entities=tuple(e for e in known if e is not None)))


def _with_user(world: World, entity: Entity) -> Entity | None:
    """A mention by id carries the person, and is dropped where nobody has that id."""
    if "user_id" not in entity.extra:
        return entity
    person = world.people.get(entity.extra["user_id"])
    return replace(entity, extra={"user": person.as_user()}) if person else None
