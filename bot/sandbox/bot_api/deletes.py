"""Deleting messages, pinning them and reacting to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.bot_api.chats import find_message, find_writable_chat
from bot.sandbox.bot_api.params import ARRAY, BOOLEAN, INTEGER, RAW
from bot.sandbox.bot_api.reactions import REACTIONS
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Person, StoredMessage

# Two days, after which a message stays.
_DELETABLE_SECONDS = 2 * 86_400
_MOST_AT_ONCE = 100
_ONE_MESSAGE = {"chat_id": RAW, "message_id": INTEGER}


def _one(request: Request, purpose: str) -> tuple[Person, StoredMessage]:
    params = request.params
    person = find_writable_chat(request.world, params.get("chat_id"))
    if not params.get("message_id"):
        raise bad_request("message identifier is not specified")
    return person, find_message(request.world, person, params["message_id"], purpose)


def _is_deletable(request: Request, message: StoredMessage) -> bool:
    return request.world.timestamp() - message.sent_at < _DELETABLE_SECONDS


@method("deleteMessage", _ONE_MESSAGE)
def delete_message(request: Request) -> bool:
    """Take one message out of the chat."""
    _, message = _one(request, "delete")
    if not _is_deletable(request, message):
        raise bad_request("message can't be deleted for everyone")
    request.world.delete_message(message)
    return True


@method("deleteMessages", {"chat_id": RAW, "message_ids": ARRAY})
def delete_messages(request: Request) -> bool:
    """Take several messages out of the chat; those that are not there are passed over."""
    wanted: list[Any] = request.params.get("message_ids") or []
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > _MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    person = find_writable_chat(request.world, request.params.get("chat_id"))
    for number in wanted:
        message = request.world.message(person.id, int(number))
        if message and _is_deletable(request, message):
            request.world.delete_message(message)
    return True


@method("pinChatMessage", {**_ONE_MESSAGE, "disable_notification": BOOLEAN})
def pin_chat_message(request: Request) -> bool:
    """Pin a message above the chat."""
    person, message = _one(request, "pin")
    others = [i for i in request.world.pinned.get(person.id, []) if i != message.message_id]
    request.world.pinned[person.id] = [*others, message.message_id]
    request.world.tell("pinned", person_id=person.id)
    return True


@method("unpinChatMessage", _ONE_MESSAGE)
def unpin_chat_message(request: Request) -> bool:
    """Take one message, or the newest, off the top of the chat."""
    person = find_writable_chat(request.world, request.params.get("chat_id"))
    pinned = request.world.pinned.get(person.id, [])
    message_id = request.params.get("message_id") or (pinned[-1] if pinned else 0)
    if message_id not in pinned:
        raise bad_request("message to unpin not found")
    request.world.pinned[person.id] = [i for i in pinned if i != message_id]
    request.world.tell("pinned", person_id=person.id)
    return True


@method("unpinAllChatMessages", {"chat_id": RAW})
def unpin_all_chat_messages(request: Request) -> bool:
    """Take everything off the top of the chat."""
    person = find_writable_chat(request.world, request.params.get("chat_id"))
    request.world.pinned.pop(person.id, None)
    request.world.tell("pinned", person_id=person.id)
    return True


@method("setMessageReaction", {**_ONE_MESSAGE, "reaction": ARRAY, "is_big": BOOLEAN})
def set_message_reaction(request: Request) -> bool:
    """React to a message, or take the reaction back."""
    wanted = request.params.get("reaction") or []
    _, message = _one(request, "react")
    if len(wanted) > 1 or any(r.get("emoji") not in REACTIONS for r in wanted):
        raise bad_request("REACTION_INVALID")
    request.world.change_message(replace(message, reaction=tuple(wanted)))
    return True
