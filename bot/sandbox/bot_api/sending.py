"""What all sending methods share: the order of the checks, and the common message fields."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.bot_api.chats import find_chat, find_writable_chat
from bot.sandbox.bot_api.markup import Markup, read_markup
from bot.sandbox.bot_api.params import read_object
from bot.sandbox.bot_api.refusals import bad_request, too_many_requests
from bot.sandbox.bot_api.registry import Request
from bot.sandbox.world import Chat, Group, Json, Person, StoredMessage, World
from bot.sandbox.world.action_checks import replied_body
from bot.sandbox.world.groups import GENERAL_TOPIC


def send(request: Request, content: Callable[[], Json]) -> Json:
    """Add a message to the chat, and return it as a Bot API Message."""
    return send_message(request, content).body


def send_message(request: Request, content: Callable[[], Json]) -> StoredMessage:
    """Add a message to the chat.

    The caller has already read text and entities. `content` is called after the chat is found,
    because the real server checks the content only then.
    """
    place = Place.of(request)
    fields = content()
    place.markup.check_data()
    pass_flood_limits(request.world, place.chat.id)
    return place.put(request, fields)


class Place:
    """Chat, reply and keyboard of a message: read before its content."""

    def __init__(self, chat: Chat, markup: Markup, around: Json) -> None:
        self.chat = chat
        self.markup = markup
        self.around = around

    @classmethod
    def of(cls, request: Request) -> Place:
        """Read them from a call; refuses in the real server's order."""
        params, world = request.params, request.world
        reply = read_object(params.get("reply_parameters"), "reply parameters", "ReplyParameters")
        if reply and reply.get("message_id") is None:
            raise bad_request('can\'t find field "message_id"')
        markup = read_markup(params.get("reply_markup"))
        chat = find_writable_chat(world, params.get("chat_id"))
        around = _in_topic(chat, params.get("message_thread_id", 0)) | _replied(world, chat, reply)
        return cls(chat, markup, around | _flags(params, chat))

    def put(self, request: Request, fields: Json) -> StoredMessage:
        """Add the message; a draft in the same chat ends."""
        request.world.drafts.pop(self.chat.id, None)
        return request.world.add_message(
            self.chat,
            {**self.around, **fields, **self.markup.content()},
            from_bot=True,
            silent=request.params.get("disable_notification", False),
            reply_markup=self.markup.other,
        )


def pass_flood_limits(world: World, chat_id: int, messages: int = 1) -> None:
    """Count a sent or edited message; refuses if a flood limit is set and reached."""
    wait = world.limits.wait(chat_id, world.now(), messages)
    if wait:
        raise too_many_requests(wait)


def _in_topic(chat: Chat, thread_id: int) -> Json:
    if not thread_id:
        return {}
    # Groups without topics ignore it. A private chat can have topics, but none has any here.
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
    """Read an effect id; 0 for text that is not a number, as on the real server."""
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
