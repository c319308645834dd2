"""Finding the chat of a call; chat actions, drafts and getChat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox.bot_api.refusals import ApiRefusal, bad_request, forbidden
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.text_and_captions import plain_content, read_formatted
from bot.sandbox.world import Chat, Group, Json, Person, StoredMessage, World
from bot.sandbox.world.values import Draft

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
# What every member may do in a group of the sandbox.
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_DRAFT_LIVES = timedelta(seconds=30)


def find_chat(world: World, chat_id: Any) -> Chat:
    """Find the chat, whatever the bot's rights in it."""
    text = str(chat_id).strip() if chat_id is not None else ""
    if not text:
        raise bad_request("chat_id is empty")
    chat = world.chat_of(int(text)) if text.removeprefix("-").isdecimal() else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def find_readable_chat(world: World, chat_id: Any) -> Chat:
    """Find the chat, and check that the bot may read it."""
    chat = find_chat(world, chat_id)
    if isinstance(chat, Group) and chat.kind != "group":
        _check_standing(chat)
    return chat


def find_writable_chat(world: World, chat_id: Any) -> Chat:
    """Find the chat, and check that the bot may act in it."""
    chat = find_chat(world, chat_id)
    if isinstance(chat, Group):
        _check_active(chat)
        _check_standing(chat)
    else:
        _check_person(chat)
    return chat


def _check_person(person: Person) -> None:
    if person.is_deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    if person.has_blocked_the_bot:
        raise forbidden("bot was blocked by the user")
    if not person.has_written:
        raise forbidden("bot can't initiate conversation with a user")


def _check_active(group: Group) -> None:
    if group.moved_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiRefusal(400, words, migrate_to_chat_id=group.moved_to)
    if group.is_deleted:
        raise forbidden("the group chat was deleted")


def _check_standing(group: Group) -> None:
    if group.standing == "kicked":
        raise forbidden(f"bot was kicked from the {group.kind} chat")
    if group.standing == "left":
        raise forbidden(f"bot is not a member of the {group.kind} chat")


def find_message(world: World, chat: Chat, message_id: Any, purpose: str) -> StoredMessage:
    """Find a message of the chat; `purpose` completes the refusal: "message to edit not found"."""
    message = world.message(chat.id, int(message_id or 0))
    if message is None:
        raise bad_request(f"message {purpose} not found")
    return message


@method("sendChatAction")
def send_chat_action(request: Request) -> bool:
    """Show "typing…" or another action for a few seconds."""
    action = request.params.get("action", "")
    if not action:
        raise bad_request('parameter "action" is required')
    if action.lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_writable_chat(request.world, request.params.get("chat_id"))
    request.world.tell("action", person_id=chat.id, action=action.lower())
    return True


@method("sendMessageDraft")
def send_message_draft(request: Request) -> bool:
    """Show a message that is still being written; it disappears after 30 seconds."""
    params, world = request.params, request.world
    formatted = read_formatted(params, "text", "parse_mode", "entities")
    chat = find_writable_chat(world, params.get("chat_id"))
    if isinstance(chat, Group):
        raise bad_request("the method is available only for private chats")
    if not params.get("draft_id"):
        raise bad_request("RANDOM_ID_INVALID")
    content = plain_content(world, formatted, "text", "entities")
    draft = Draft(params["draft_id"], content, world.now() + _DRAFT_LIVES)
    world.drafts[chat.id] = draft
    world.tell("draft", person_id=chat.id, draft_id=draft.id, **content)
    return True


@method("getChat")
def get_chat(request: Request) -> Json:
    """Return a chat in full, as ChatFullInfo."""
    world = request.world
    chat = find_readable_chat(world, request.params.get("chat_id"))
    pinned = world.pinned.get(chat.id)
    message = world.message(chat.id, pinned[-1]) if pinned else None
    return {
        **chat.as_chat(),
        **_details(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, True),
        **({"pinned_message": message.body} if message else {}),
    }


def _details(chat: Chat) -> Json:
    if isinstance(chat, Person):
        return {"active_usernames": [chat.username]} if chat.username else {}
    if chat.kind == "channel":
        return {}
    return {"permissions": dict.fromkeys(_PERMISSIONS, True)}
