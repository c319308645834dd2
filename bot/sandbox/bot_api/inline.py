"""Answering inline queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.sandbox.bot_api.callbacks import TOO_OLD
from bot.sandbox.bot_api.input_files import known_file
from bot.sandbox.bot_api.markup import read_markup
from bot.sandbox.bot_api.params import check_nested, read_json
from bot.sandbox.bot_api.places import read_contact, read_location
from bot.sandbox.bot_api.refusals import ApiRefusal, bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.text_and_captions import (
    caption_content,
    read_caption,
    read_formatted,
    read_link_preview,
    text_content,
)
from bot.sandbox.world import Json
from bot.sandbox.world.media_views import media_content

_MOST_RESULTS = 50
_MOST_ID_BYTES = 64
_ANSWERABLE = timedelta(seconds=30)
_PREFIX = "can't parse inline query result: "
_BUTTON = "can't parse inline query results button: "
# For each result field that holds a file_id: the kind of that file.
_FILES = {
    "photo_file_id": "photo",
    "video_file_id": "video",
    "gif_file_id": "animation",
    "mpeg4_file_id": "animation",
    "document_file_id": "document",
    "voice_file_id": "voice",
    "audio_file_id": "audio",
    "sticker_file_id": "sticker",
}


@method("answerInlineQuery")
def answer_inline_query(request: Request) -> bool:
    """Offer results for the text that a person typed after the bot's name."""
    params, world = request.params, request.world
    button = _read_button(params.get("button"))
    results = [_read_result(request, item) for item in _result_list(params.get("results"))]
    query = world.inline_queries.get(params.get("inline_query_id", ""))
    if query is None or query.results is not None or world.now() - query.asked_at > _ANSWERABLE:
        raise bad_request(TOO_OLD)
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    answered = replace(
        query,
        results=tuple(results),
        next_offset=params.get("next_offset", ""),
        button=button,
    )
    world.inline_queries[query.id] = answered
    world.tell("inline", person_id=query.person_id, inline_query_id=query.id)
    return True


def _read_button(value: Any) -> Json | None:
    button = read_json(value, "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict):
        raise bad_request(f"{_BUTTON}InlineQueryResultsButton must be an Object")
    check_nested(button, "InlineQueryResultsButton", _BUTTON)
    if ("web_app" in button) == ("start_parameter" in button):
        words = "InlineQueryResultsButton must have exactly one optional field"
        raise bad_request(f"{_BUTTON}{words}")
    return button


def _result_list(value: Any) -> list[Any]:
    results = read_json(value, "JSON encoded inline query results")
    if results is None:
        return []
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > _MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    return results


def _read_result(request: Request, item: Any) -> Json:
    """Read a result, with the content of the message that it becomes."""
    if not isinstance(item, dict):
        raise bad_request(f"{_PREFIX}Inline query result must be an object")
    check_nested(item, "InlineQueryResult", _PREFIX)
    if not 0 < len(str(item["id"]).encode()) <= _MOST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    markup = read_markup(item.get("reply_markup"))
    markup.require_inline()
    markup.check_data()
    try:
        content = _content(request, item)
    except ApiRefusal as refusal:
        raise bad_request(f"{_PREFIX}{refusal.description.removeprefix('Bad Request: ')}") from None
    return {**item, "id": str(item["id"]), "content": content | markup.content()}


def _content(request: Request, item: Json) -> Json:
    given = item.get("input_message_content")
    if given:
        return _given_content(request, given)
    if item["type"] == "location":
        return {"location": read_location(item)}
    if item["type"] == "contact":
        return {"contact": read_contact(item)}
    field = next(name for name in _FILES if name in item)
    file = known_file(request, str(item[field]), _FILES[field])
    return media_content(file) | caption_content(request.world, read_caption(item))


def _given_content(request: Request, given: Json) -> Json:
    if "message_text" in given:
        text = read_formatted(given, "message_text", "parse_mode", "entities")
        return text_content(request.world, text) | read_link_preview(given)
    if "latitude" in given:
        return {"location": read_location(given)}
    return {"contact": read_contact(given)}
