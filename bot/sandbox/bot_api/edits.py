"""Editing messages in place."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.bot_api.chats import find_message, find_writable_chat
from bot.sandbox.bot_api.content import (
    CAPTION,
    TEXT,
    caption_content,
    read_caption,
    read_text,
)
from bot.sandbox.bot_api.content import text_content as text_fields
from bot.sandbox.bot_api.input_files import attached_file, stored_file
from bot.sandbox.bot_api.markup import Markup, read_inline_markup
from bot.sandbox.bot_api.messages import link_preview, media_look
from bot.sandbox.bot_api.params import BOOLEAN, INTEGER, OBJECT, RAW, STRING, Declared, Upload
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import pass_flood_limits
from bot.sandbox.world import Json, StoredMessage
from bot.sandbox.world.media import media_content

_TARGET: Declared = {
    "chat_id": RAW,
    "message_id": INTEGER,
    "inline_message_id": STRING,
    "reply_markup": RAW,
}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
_ENVELOPE = ("message_id", "from", "chat", "date", "reply_to_message")
_EDITABLE_MEDIA = ("photo", "animation", "document", "video")
_MEDIA_FIELDS = frozenset(
    [
        "type",
        "media",
        "thumbnail",
        "caption",
        "parse_mode",
        "caption_entities",
        "show_caption_above_media",
        "has_spoiler",
        "width",
        "height",
        "duration",
        "disable_content_type_detection",
    ]
)


@method("editMessageText", {**_TARGET, **TEXT, "link_preview_options": OBJECT})
def edit_message_text(request: Request) -> Json:
    """Put another text into a message."""
    formatted = read_text(request.params)
    markup, message = _target(request)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    content = text_fields(request.world, formatted) | link_preview(request.params)
    return _change(request, message, content, markup)


@method("editMessageCaption", {**_TARGET, **CAPTION, "show_caption_above_media": BOOLEAN})
def edit_message_caption(request: Request) -> Json:
    """Put another caption under the media of a message."""
    caption = read_caption(request.params)
    markup, message = _target(request)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    kept = ("photo", "animation", "document", "video", "voice", "has_media_spoiler")
    content = {key: message.body[key] for key in kept if key in message.body}
    content |= caption_content(request.world, caption) | media_look(request.params)
    return _change(request, message, content, markup)


@method("editMessageMedia", {**_TARGET, "media": OBJECT})
def edit_message_media(request: Request) -> Json:
    """Put another picture, film or file into a message."""
    media = _read_media(request.params.get("media"))
    kind = str(media["type"])
    given = attached_file(request, str(media.get("media", "")), kind)
    caption = read_caption(media)
    markup, message = _target(request)
    if "location" in message.body or "voice" in message.body:
        raise bad_request("message media can't be edited")
    fields = caption_content(request.world, caption)
    content = media_content(stored_file(request, given, kind), media) | fields
    content |= media_look(media)
    return _change(request, message, content, markup, is_new=isinstance(given, Upload))


@method("editMessageReplyMarkup", _TARGET)
def edit_message_reply_markup(request: Request) -> Json:
    """Put another inline keyboard under a message, or none."""
    markup, message = _target(request)
    content = {
        key: value
        for key, value in message.body.items()
        if key not in (*_ENVELOPE, "reply_markup", "edit_date")
    }
    return _change(request, message, content, markup, shows_edit=False)


def _read_media(media: Json | None) -> Json:
    if not media:
        raise bad_request('parameter "media" is required')
    if media.get("type") not in _EDITABLE_MEDIA:
        raise bad_request("can't parse InputMedia: media type must be one of those the sandbox has")
    unknown = next((key for key in media if key not in _MEDIA_FIELDS), None)
    if unknown:
        raise bad_request(f'the sandbox knows no field "{unknown}" of an InputMedia')
    return media


def _target(request: Request) -> tuple[Markup, StoredMessage]:
    params, world = request.params, request.world
    if not params.get("chat_id") and not params.get("message_id"):
        raise bad_request("message identifier is not specified")
    markup = read_inline_markup(params.get("reply_markup"))
    person = find_writable_chat(world, params.get("chat_id"))
    if not params.get("message_id"):
        raise bad_request("message identifier is not specified")
    message = find_message(world, person, params["message_id"], "edit")
    if not message.from_bot or message.reply_markup is not None:
        raise bad_request("message can't be edited")
    return markup, message


def _change(
    request: Request,
    message: StoredMessage,
    content: Json,
    markup: Markup,
    *,
    is_new: bool = False,
    shows_edit: bool = True,
) -> Json:
    envelope = {key: message.body[key] for key in _ENVELOPE if key in message.body}
    kept: Json = {
        key: message.body[key]
        for key in ("has_protected_content", "effect_id", "edit_date")
        if key in message.body
    }
    body: Json = {**envelope, **content, **kept, **markup.content()}
    if body == message.body and not is_new:
        raise bad_request(_NOT_MODIFIED)
    markup.check_data()
    pass_flood_limits(request.world, message.chat_id)
    if shows_edit:
        body["edit_date"] = request.world.timestamp()
    return request.world.change_message(replace(message, body=body)).body
