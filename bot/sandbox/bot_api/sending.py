"""What all sending methods share: their parameters, and the order of the checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.sandbox.bot_api.chats import find_writable_chat
from bot.sandbox.bot_api.markup import read_markup
from bot.sandbox.bot_api.params import BOOLEAN, INTEGER, RAW, STRING, Declared
from bot.sandbox.bot_api.refusals import bad_request, too_many_requests
from bot.sandbox.bot_api.registry import Request
from bot.sandbox.world import Json, Person, World
from bot.sandbox.world.people import replied_body

SENDING: Declared = {
    "chat_id": RAW,
    "message_thread_id": INTEGER,
    "disable_notification": BOOLEAN,
    "protect_content": BOOLEAN,
    # Costs Stars on the real server and changes nothing in the message.
    "allow_paid_broadcast": BOOLEAN,
    "message_effect_id": STRING,
    "reply_parameters": RAW,
    "reply_markup": RAW,
}


def send(request: Request, content: Callable[[], Json]) -> Json:
    """Put a message into the chat.

    The caller has read text and entities; `content` is asked for the checked content once the
    chat is known, as on the real server.
    """
    params, world = request.params, request.world
    reply = _read_reply(params.get("reply_parameters"))
    markup = read_markup(params.get("reply_markup"))
    person = find_writable_chat(world, params.get("chat_id"))
    if params.get("message_thread_id"):
        raise bad_request("message thread not found")
    replied = _replied(world, person, reply)
    fields = content()
    markup.check_data()
    pass_flood_limits(world, person.id)
    message = world.add_message(
        person,
        {**replied, **fields, **_flags(params), **markup.content()},
        from_bot=True,
        silent=params.get("disable_notification", False),
        reply_markup=markup.other,
    )
    return message.body


def pass_flood_limits(world: World, chat_id: int) -> None:
    """Count a send or an edit; refuses where the limits are on and used up."""
    wait = world.limits.wait(chat_id, world.now())
    if wait:
        raise too_many_requests(wait)


def _flags(params: Json) -> Json:
    flags: Json = {}
    if params.get("protect_content"):
        flags["has_protected_content"] = True
    if params.get("message_effect_id"):
        flags["effect_id"] = params["message_effect_id"]
    return flags


def _read_reply(value: Any) -> Json:
    if not value:
        return {}
    try:
        reply = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad_request("can't parse reply parameters JSON object") from None
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    return reply


def _replied(world: World, person: Person, reply: Json) -> Json:
    if not reply:
        return {}
    message = world.message(person.id, int(reply.get("message_id") or 0))
    if message is not None:
        return {"reply_to_message": replied_body(message)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
