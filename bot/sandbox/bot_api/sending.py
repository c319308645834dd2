"""What all sending methods share: the order of the checks, and the fields of every message."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.bot_api.chats import find_chat, find_writable_chat
from bot.sandbox.bot_api.markup import Markup, read_markup
from bot.sandbox.bot_api.params import read_object
from bot.sandbox.bot_api.refusals import bad_request, too_many_requests
from bot.sandbox.bot_api.registry import Request
from bot.sandbox.world import Chat, Group, Json, Person, StoredMessage, World
from bot.sandbox.world.groups import GENERAL_TOPIC
from bot.sandbox.world.user_actions import replied_body


def send(request: Request, content: Callable[[], Json]) -> Json:
    """Put a message into the chat and return it as the Bot API shows it."""
    return send_message(request, content).body


def send_message(request: Request, content: Callable[[], Json]) -> StoredMessage:
    """Put a message into the chat.

    The caller has read text and entities; `content` is asked for the checked content once the
    chat is known, as on the real server.
    """
    place = Place.of(request)
    fields = content()
    place.markup.check_data()
    pass_flood_limits(request.world, place.chat.id)
    return place.put(request, fields)


class Place:
    """Where a message goes, what it answers, and which keyboard it has: read before its content."""

    def __init__(self, chat: Chat, markup: Markup, around: Json) -> None:
        self.chat = chat
        self.markup = markup
        self.around = around

    @classmethod
    def of(cls, request: Request) -> Place:
        """Read it from a call; refuses in the order of the real server."""
        params, world = request.params, request.world
        reply = read_object(params.get("reply_parameters"), "reply parameters", "ReplyParameters")
        if reply and reply.get("message_id") is None:
            raise bad_request('can\'t find field "message_id"')
        markup = read_markup(params.get("reply_markup"))
        chat = find_writable_chat(world, params.get("chat_id"))
        around = _in_topic(chat, params.get("message_thread_id", 0)) | _replied(world, chat, reply)
        return cls(chat, markup, around | _flags(params, chat))

    def put(self, request: Request, fields: Json) -> StoredMessage:
        """Enter the message; what was being written there is finished with it."""
        request.world.drafts.pop(self.chat.id, None)
        return request.world.add_message(
            self.chat,
            {**self.around, **fields, **self.markup.content()},
            from_bot=True,
            silent=request.params.get("disable_notification", False),
            reply_markup=self.markup.other,
        )


def pass_flood_limits(world: World, chat_id: int, messages: int = 1) -> None:
    """Count what is sent or edited; refuses where the limits are on and used up."""
    wait = world.limits.wait(chat_id, world.now(), messages)
    if wait:
        raise too_many_requests(wait)


def _in_topic(chat: Chat, thread_id: int) -> Json:
    if not thread_id:
        return {}
    # Chats without topics pass over it, but a private chat could have some and has none here.
    if isinstance(chat, Person):
        raise bad_request("message thread not found")
    if not chat.is_forum:
        return {}
    if thread_id == GENERAL_TOPIC or chat.topic(thread_id) is None:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def _flags(params: Json, chat: Chat) -> Json:
    flags: Json = {}
    if params.get("protect_content"):
        flags["has_protected_content"] = True
    effect = _effect(params.get("message_effect_id") or "0")
    if effect and isinstance(chat, Group):
        raise bad_request("EFFECT_ID_INVALID")
    if effect:
        flags["effect_id"] = str(effect)
    return flags


def _effect(text: str) -> int:
    """The number of an effect; what is no number is nothing, as on the real server."""
    return int(text) if text.removeprefix("-").isdecimal() else 0


def _replied(world: World, chat: Chat, reply: Json) -> Json:
    if not reply:
        return {}
    if reply.get("chat_id") and find_chat(world, reply["chat_id"]).id != chat.id:
        raise bad_request("the sandbox knows no replies to another chat")
    message = world.message(chat.id, int(reply.get("message_id") or 0))
    if message is not None:
        return {"reply_to_message": replied_body(message), **_quote(message, reply)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _quote(message: StoredMessage, reply: Json) -> Json:
    quote = str(reply.get("quote") or "")
    if not quote:
        return {}
    text = str(message.body.get("text") or message.body.get("caption") or "")
    position = text.find(quote)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    before = text[:position]
    units = len(before.encode("utf-16-le")) // 2
    return {"quote": {"text": quote, "position": units, "is_manual": True}}
