"""The text or caption of a message: read from parameters, then checked as content."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.bot_api.params import check_nested, read_object
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.text import (
    Entity,
    FormattedText,
    MarkupError,
    detect,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
)
from bot.sandbox.world import Json, World

MOST_CHARACTERS = 4096
MOST_CAPTION_CHARACTERS = 1024
_MOST_RAW_BYTES = 32768
_MARKED = frozenset(
    [
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
# The server detects these itself and ignores them among a bot's own entities.
_FOUND = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)


def read_text(params: Json) -> tuple[FormattedText, Json]:
    """Read `text` without its markup, and the link preview; both are checked later."""
    preview = read_link_preview(params)
    text = params.get("text", "")
    if not text:
        raise bad_request("message text is empty")
    return read_formatted(params, "text", "parse_mode", "entities"), preview


def read_link_preview(params: Json) -> Json:
    """Return the Message field that describes the link preview."""
    value = params.get("link_preview_options")
    options = read_object(value, "link preview options", "LinkPreviewOptions")
    return {"link_preview_options": options} if options else {}


def read_caption(params: Json) -> FormattedText:
    """Read `caption` without its markup; empty if there is none."""
    return read_formatted(params, "caption", "parse_mode", "caption_entities")


def read_formatted(params: Json, text: str, mode: str, entities: str) -> FormattedText:
    """Read a text from the parameters that hold it, its parse mode and its entities."""
    return _formatted(
        str(params.get(text) or ""), str(params.get(mode) or ""), params.get(entities)
    )


def plain_content(world: World, formatted: FormattedText, field: str, entities: str) -> Json:
    """Return a finished text under the given field names, for example for a poll."""
    final = finished(world, formatted)
    return _fields(field, entities, final) if final.text else {}


def text_content(world: World, formatted: FormattedText) -> Json:
    """Return the text fields of a Message: trimmed, with the entities that the server detects."""
    final = finished(world, formatted)
    if not final.text:
        raise bad_request("text must be non-empty")
    if len(final.text) > MOST_CHARACTERS:
        raise bad_request("message is too long")
    return _fields("text", "entities", final)


def caption_content(world: World, formatted: FormattedText) -> Json:
    """Return the caption fields of a Message; empty for an empty caption."""
    final = finished(world, formatted)
    if len(final.text) > MOST_CAPTION_CHARACTERS:
        raise bad_request("message caption is too long")
    return _fields("caption", "caption_entities", final) if final.text else {}


def _fields(text_key: str, entities_key: str, final: FormattedText) -> Json:
    entities = [entity.as_json() for entity in final.entities]
    return {text_key: final.text, **({entities_key: entities} if entities else {})}


def _formatted(text: str, mode: str, entities: Any) -> FormattedText:
    if len(text.encode()) > _MOST_RAW_BYTES:
        raise bad_request("text is too long")
    if not text or mode.lower() in ("", "none"):
        return FormattedText(text, tuple(_given_entities(entities)))
    parse = _PARSERS.get(mode.lower())
    if parse is None:
        raise bad_request("unsupported parse_mode")
    try:
        return parse(text)
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from None


_PARSERS: dict[str, Callable[[str], FormattedText]] = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}


def _given_entities(value: Any) -> Iterator[Entity]:
    try:
        items = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return
    # The real server silently ignores a value that is not a list.
    for item in items if isinstance(items, list) else ():
        prefix = "can't parse MessageEntity: "
        if not isinstance(item, dict):
            raise bad_request(f"{prefix}expected an Object")
        if item.get("type") not in _MARKED | _FOUND:
            raise bad_request(f"{prefix}Unsupported type specified")
        check_nested(item, "MessageEntity", prefix)
        if item["type"] in _MARKED:
            yield _given_entity(item)


def _given_entity(item: Json) -> Entity:
    extra = {k: v for k, v in item.items() if k not in ("type", "offset", "length") and v}
    if "user" in extra:
        extra = {"user_id": extra["user"]["id"]}
    return Entity(item["type"], int(item["offset"]), int(item["length"]), extra)


def finished(world: World, formatted: FormattedText) -> FormattedText:
    """Return the text as sent: trimmed, with the entities that the server detects."""
    trimmed = formatted.trimmed()
    known = [_with_user(world, entity) for entity in trimmed.entities]
    return detect(FormattedText(trimmed.text, tuple(e for e in known if e is not None)))


def _with_user(world: World, entity: Entity) -> Entity | None:
    """Add the person to a mention by id, or drop the mention if nobody has that id."""
    if "user_id" not in entity.extra:
        return entity
    person = world.people.get(entity.extra["user_id"])
    return replace(entity, extra={"user": person.as_user()}) if person else None
