"""Finding the chat of a call, and what can be asked or shown about it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.bot_api.params import INTEGER, RAW, STRING
from bot.sandbox.bot_api.refusals import bad_request, forbidden
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json, Person, StoredMessage, World

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    ]
)
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def find_chat(world: World, chat_id: Any) -> Person:
    """The person of a private chat, whether the bot may write to them or not."""
    text = str(chat_id).strip() if chat_id is not None else ""
    if not text:
        raise bad_request("chat_id is empty")
    person = world.people.get(int(text)) if text.removeprefix("-").isdecimal() else None
    if person is None:
        raise bad_request("chat not found")
    return person


def find_writable_chat(world: World, chat_id: Any) -> Person:
    """The person of a private chat in which the bot may do something."""
    person = find_chat(world, chat_id)
    if person.has_blocked_the_bot:
        raise forbidden("bot was blocked by the user")
    if not person.has_written:
        raise forbidden("bot can't initiate conversation with a user")
    return person


def find_message(world: World, person: Person, message_id: Any, purpose: str) -> StoredMessage:
    """A message of the chat; `purpose` ends the refusal ("edit" → "message to edit not found")."""
    message = world.message(person.id, int(message_id or 0))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


@method("sendChatAction", {"chat_id": RAW, "message_thread_id": INTEGER, "action": STRING})
def send_chat_action(request: Request) -> bool:
    """Show "typing…" or the like for some seconds."""
    action = request.params.get("action", "")
    if not action:
        raise bad_request('parameter "action" is required')
    if action.lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    person = find_writable_chat(request.world, request.params.get("chat_id"))
    request.world.tell("action", person_id=person.id, action=action.lower())
    return True


@method("getChat", {"chat_id": RAW})
def get_chat(request: Request) -> Json:
    """Everything about a chat, as ChatFullInfo."""
    world = request.world
    person = find_chat(world, request.params.get("chat_id"))
    pinned = world.pinned.get(person.id)
    message = world.message(person.id, pinned[-1]) if pinned else None
    return {
        **person.as_chat(),
        **({"active_usernames": [person.username]} if person.username else {}),
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, True),
        **({"pinned_message": message.body} if message else {}),
    }
