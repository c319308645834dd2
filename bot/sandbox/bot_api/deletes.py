"""Deleting messages, pinning them and reacting to them."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.bot_api.chats import find_message, find_readable_chat, find_writable_chat
from bot.sandbox.bot_api.params import check_nested, read_list
from bot.sandbox.bot_api.reactions import REACTIONS
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Chat, Person, StoredMessage

# A message can be deleted for 48 hours.
_DELETABLE_SECONDS = 2 * 86_400
_MOST_AT_ONCE = 100


def _one(request: Request, purpose: str) -> tuple[Chat, StoredMessage]:
    params = request.params
    chat = find_writable_chat(request.world, params.get("chat_id"))
    return chat, find_message(request.world, chat, params.get("message_id"), purpose)


def _obstacle(request: Request, chat: Chat, message: StoredMessage) -> str | None:
    """Return why the bot can't delete a message, in the server's words; None if it can."""
    is_old = request.world.timestamp() - message.sent_at >= _DELETABLE_SECONDS
    if isinstance(chat, Person):
        return "message can't be deleted for everyone" if is_old else None
    if not is_old and (message.from_bot or chat.standing == "administrator"):
        return None
    everyone = " for everyone" if chat.kind == "group" else ""
    return f"message can't be deleted{everyone}"


@method("deleteMessage")
def delete_message(request: Request) -> bool:
    """Delete one message."""
    if not request.params.get("chat_id"):
        raise bad_request("chat identifier is not specified")
    if not request.params.get("message_id"):
        raise bad_request("message identifier is not specified")
    chat, message = _one(request, "to delete")
    obstacle = _obstacle(request, chat, message)
    if obstacle:
        raise bad_request(obstacle)
    request.world.delete_message(message)
    return True


@method("deleteMessages")
def delete_messages(request: Request) -> bool:
    """Delete several messages; missing ones are skipped."""
    if not request.params.get("chat_id"):
        raise bad_request("chat identifier is not specified")
    wanted = read_message_ids(request)
    if not wanted:
        raise bad_request("message identifiers are not specified")
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    for number in wanted:
        message = request.world.message(chat.id, number)
        if message and not _obstacle(request, chat, message):
            request.world.delete_message(message)
    return True


@method("pinChatMessage")
def pin_chat_message(request: Request) -> bool:
    """Pin a message."""
    chat, message = _one(request, "to pin")
    others = [i for i in request.world.pinned.get(chat.id, []) if i != message.message_id]
    request.world.pinned[chat.id] = [*others, message.message_id]
    request.world.tell("pinned", person_id=chat.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(request: Request) -> bool:
    """Unpin one message, by default the newest."""
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    pinned = request.world.pinned.get(chat.id, [])
    message_id = request.params.get("message_id") or (pinned[-1] if pinned else 0)
    if message_id not in pinned:
        raise bad_request("message to unpin not found")
    request.world.pinned[chat.id] = [i for i in pinned if i != message_id]
    request.world.tell("pinned", person_id=chat.id)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(request: Request) -> bool:
    """Unpin all messages."""
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    request.world.pinned.pop(chat.id, None)
    request.world.tell("pinned", person_id=chat.id)
    return True


@method("setMessageReaction")
def set_message_reaction(request: Request) -> bool:
    """React to a message, or remove the reaction."""
    params, world = request.params, request.world
    wanted = read_list(params.get("reaction"), "reaction types", "an Array of ReactionType")
    for item in wanted:
        _check_reaction(item)
    chat = find_readable_chat(world, params.get("chat_id"))
    message = find_message(world, chat, params.get("message_id"), "to react")
    if len(wanted) > 1 or any(item.get("emoji") not in REACTIONS for item in wanted):
        raise bad_request("REACTION_INVALID")
    changed = replace(message, reaction=tuple(wanted))
    if changed != message:
        world.change_message(changed)
    return True


def _check_reaction(item: object) -> None:
    prefix = "can't parse ReactionType: "
    if not isinstance(item, dict):
        raise bad_request(f"{prefix}expected an Object")
    if item.get("type") not in ("emoji", "custom_emoji"):
        raise bad_request(f"{prefix}invalid reaction type specified")
    check_nested(item, "ReactionType", prefix)


def read_message_ids(request: Request, most: int = _MOST_AT_ONCE) -> list[int]:
    """Read the `message_ids` of a call."""
    value = request.params.get("message_ids")
    if value in (None, ""):
        raise bad_request("message identifiers are not specified")
    numbers = read_list(value, "message_ids", "an Array of message identifiers")
    if len(numbers) > most:
        raise bad_request("too many message identifiers specified")
    return [_message_id(number) for number in numbers]


def _message_id(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int | str):
        raise bad_request("message identifier must be a Number")
    if not str(number).removeprefix("-").isdecimal():
        raise bad_request("can't parse message identifier as a Number")
    if int(number) <= 0:
        raise bad_request("invalid message identifier specified")
    return int(number)
