"""Editing messages in place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.sandbox.bot_api.chats import find_message, find_writable_chat
from bot.sandbox.bot_api.input_media import media_look, read_input_media
from bot.sandbox.bot_api.markup import Markup, read_markup
from bot.sandbox.bot_api.params import read_json
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import pass_flood_limits
from bot.sandbox.bot_api.text_and_captions import caption_content, read_caption, read_text
from bot.sandbox.bot_api.text_and_captions import text_content as text_fields
from bot.sandbox.world import Json, StoredMessage

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
_ENVELOPE = (
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "message_thread_id",
    "is_topic_message",
    "media_group_id",
    "via_bot",
    "reply_to_message",
    "quote",
)
_KEPT = ("has_protected_content", "effect_id", "edit_date")
_MEDIA = ("photo", "animation", "document", "video", "audio", "voice")
_REPLACEABLE = frozenset({"text", "photo", "animation", "document", "video", "audio"})


@dataclass(frozen=True, slots=True)
class _Target:
    message: StoredMessage
    markup: Markup
    # A message sent through an inline query is in no chat that the bot knows.
    is_inline: bool = False


@method("editMessageText")
def edit_message_text(request: Request) -> Json | bool:
    """Replace the text of a message."""
    formatted, preview = read_text(request.params)
    target = _target(request)
    if "text" not in target.message.body:
        raise bad_request("there is no text in the message to edit")
    content = text_fields(request.world, formatted) | preview
    return _change(request, target, content)


@method("editMessageCaption")
def edit_message_caption(request: Request) -> Json | bool:
    """Replace the caption of a media message."""
    caption = read_caption(request.params)
    target = _target(request)
    body = target.message.body
    if not any(kind in body for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    content = {key: body[key] for key in (*_MEDIA, "has_media_spoiler") if key in body}
    content |= caption_content(request.world, caption) | media_look(request.params)
    return _change(request, target, content)


@method("editMessageMedia")
def edit_message_media(request: Request) -> Json | bool:
    """Replace the media of a message."""
    value = request.params.get("media")
    if not value:
        raise bad_request('parameter "media" is required')
    media = read_input_media(request, read_json(value, "input media"))
    target = _target(request)
    if not _REPLACEABLE & set(target.message.body):
        raise bad_request("message media can't be edited")
    return _change(request, target, media.content(request), is_new=media.is_new)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(request: Request) -> Json | bool:
    """Replace or remove the inline keyboard of a message."""
    target = _target(request)
    outside = (*_ENVELOPE, *_KEPT, "reply_markup")
    content = {k: v for k, v in target.message.body.items() if k not in outside}
    return _change(request, target, content, shows_edit=False)


def _target(request: Request) -> _Target:
    params, world = request.params, request.world
    markup = read_markup(params.get("reply_markup"))
    if not params.get("chat_id") and not params.get("message_id"):
        return _Target(_inline_message(request), markup, is_inline=True)
    chat = find_writable_chat(world, params.get("chat_id"))
    message = find_message(world, chat, params.get("message_id"), "to edit")
    is_strange = not message.from_bot or "forward_origin" in message.body
    if is_strange or message.reply_markup is not None:
        raise bad_request("message can't be edited")
    return _Target(message, markup)


def _inline_message(request: Request) -> StoredMessage:
    inline_id = request.params.get("inline_message_id")
    if not inline_id:
        raise bad_request("message identifier is not specified")
    place = request.world.inline_messages.get(inline_id, (0, 0))
    message = request.world.message(*place)
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _change(
    request: Request,
    target: _Target,
    content: Json,
    *,
    is_new: bool = False,
    shows_edit: bool = True,
) -> Json | bool:
    message, markup, world = target.message, target.markup, request.world
    markup.require_inline()
    kept = {key: message.body[key] for key in (*_ENVELOPE, *_KEPT) if key in message.body}
    body: Json = {**kept, **content, **markup.content()}
    if body == message.body and not is_new:
        raise bad_request(_NOT_MODIFIED)
    markup.check_data()
    pass_flood_limits(world, message.chat_id)
    if shows_edit:
        body["edit_date"] = world.timestamp()
    changed = world.change_message(replace(message, body=body))
    return True if target.is_inline else changed.body
