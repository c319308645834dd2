"""Copying and forwarding messages."""

from __future__ import annotations

from bot.sandbox.bot_api.chats import find_message, find_readable_chat
from bot.sandbox.bot_api.deletes import read_message_ids
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import Place, pass_flood_limits
from bot.sandbox.bot_api.text_and_captions import caption_content, read_caption
from bot.sandbox.world import Chat, Json, StoredMessage

# The fields that are content; the others say when, where and by whom the message was sent.
_CONTENT = (
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "animation",
    "document",
    "video",
    "voice",
    "audio",
    "sticker",
    "location",
    "contact",
    "poll",
    "has_media_spoiler",
)
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def _content(message: StoredMessage, *, without_caption: bool = False) -> Json:
    names = _CONTENT if without_caption else (*_CONTENT, *_CAPTION)
    return {name: message.body[name] for name in names if name in message.body}


def _source(request: Request) -> str:
    value = request.params.get("from_chat_id")
    if value in (None, ""):
        raise bad_request('parameter "from_chat_id" is required')
    return str(value)


@method("copyMessage")
def copy_message(request: Request) -> Json:
    """Send a copy of a message, with a new caption if one is given."""
    params, world = request.params, request.world
    source = _source(request)
    caption = read_caption(params)
    origin = find_readable_chat(world, source)
    message = find_message(world, origin, params.get("message_id"), "to copy")
    _check_copyable(message, "copied")
    place = Place.of(request)
    fields = _content(message, without_caption="caption" in params)
    if "caption" in params:
        above = {"show_caption_above_media": True} if params.get("show_caption_above_media") else {}
        fields |= caption_content(world, caption) | above
    place.markup.check_data()
    pass_flood_limits(world, place.chat.id)
    return {"message_id": place.put(request, fields).message_id}


@method("copyMessages")
def copy_messages(request: Request) -> list[Json]:
    """Send copies of several messages; deleted ones are skipped."""
    without = request.params.get("remove_caption", False)
    place, messages = _several(request)
    sent = [place.put(request, _content(m, without_caption=without)) for m in messages]
    return [{"message_id": message.message_id} for message in sent]


@method("forwardMessage")
def forward_message(request: Request) -> Json:
    """Forward a message, naming its origin."""
    params, world = request.params, request.world
    origin = find_readable_chat(world, _source(request))
    message = find_message(world, origin, params.get("message_id"), "to forward")
    _check_copyable(message, "forwarded")
    place = Place.of(request)
    pass_flood_limits(world, place.chat.id)
    return place.put(request, _forwarded(message)).body


@method("forwardMessages")
def forward_messages(request: Request) -> list[Json]:
    """Forward several messages; deleted ones are skipped."""
    place, messages = _several(request)
    sent = [place.put(request, _forwarded(message)) for message in messages]
    return [{"message_id": message.message_id} for message in sent]


def _several(request: Request) -> tuple[Place, list[StoredMessage]]:
    world = request.world
    source = _source(request)
    numbers = read_message_ids(request)
    if not numbers:
        raise bad_request("message identifiers are not specified")
    place = Place.of(request)
    origin: Chat = find_readable_chat(world, source)
    found = [world.message(origin.id, number) for number in numbers]
    messages = [m for m in found if m and not m.body.get("has_protected_content")]
    if not messages:
        raise bad_request("there are no messages to forward")
    pass_flood_limits(world, place.chat.id, len(messages))
    return place, messages


def _check_copyable(message: StoredMessage, word: str) -> None:
    if message.body.get("has_protected_content") or not _content(message):
        raise bad_request(f"the message can't be {word}")


def _forwarded(message: StoredMessage) -> Json:
    origin = message.body.get("forward_origin") or _origin(message.body)
    return {"forward_origin": origin, **_content(message)}


def _origin(body: Json) -> Json:
    if "sender_chat" in body:
        channel = {"type": "channel", "chat": body["sender_chat"]}
        return {**channel, "message_id": body["message_id"], "date": body["date"]}
    return {"type": "user", "sender_user": body["from"], "date": body["date"]}
