"""What a person does in the chat: write, press, share, block. The bot is told of each."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.sandbox.world.action_checks import (
    MOST_CAPTION_CHARACTERS,
    MOST_CHARACTERS,
    Impossible,
    NotThere,
    existing,
    replied_body,
    require_unblocked,
    say,
    text_content,
)
from bot.sandbox.world.groups import Chat, Group, member_view
from bot.sandbox.world.media_views import media_content
from bot.sandbox.world.values import Json, Person, Query, StoredFile, StoredMessage
from bot.sandbox.world.world import World

POLE, DATE_LINE = 90, 180
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def write(
    world: World,
    person: Person,
    text: str,
    reply_to: int | None = None,
    *,
    chat: Chat | None = None,
    thread_id: int = 0,
) -> StoredMessage:
    """Send a text. `/start` to a blocked bot unblocks it first, as in Telegram."""
    content = text_content("text", text, MOST_CHARACTERS)
    is_private = chat is None or chat is person
    if is_private and person.has_blocked_the_bot and content["text"].split()[0] == "/start":
        chat = person = unblock(world, person)
    if reply_to is not None:
        content["reply_to_message"] = replied_body(existing(world, chat or person, reply_to))
    return say(world, person, content, chat, thread_id)


def follow_link(world: World, person: Person, payload: str) -> StoredMessage:
    """Open `t.me/<bot>?start=<payload>` and press Start."""
    if not _PAYLOAD.fullmatch(payload):
        raise Impossible("a start parameter has at most 64 of A-Z, a-z, 0-9, _ and -")
    return write(world, person, f"/start {payload}".strip())


def edit(
    world: World, person: Person, message_id: int, text: str, chat: Chat | None = None
) -> StoredMessage:
    """Edit a text that the person sent before."""
    message = existing(world, chat or person, message_id)
    is_own = message.body.get("from", {}).get("id") == person.id
    if not is_own or "text" not in message.body:
        raise Impossible("only a text of one's own can be edited")
    kept = {key: value for key, value in message.body.items() if key != "entities"}
    body = {
        **kept,
        **text_content("text", text, MOST_CHARACTERS),
        "edit_date": world.timestamp(),
    }
    changed = world.change_message(replace(message, body=body))
    world.push("edited_message", body)
    return changed


def share_location(
    world: World,
    person: Person,
    latitude: float,
    longitude: float,
    chat: Chat | None = None,
) -> StoredMessage:
    """Send a location, in degrees."""
    if abs(latitude) > POLE or abs(longitude) > DATE_LINE:
        raise Impossible("latitude goes from -90 to 90 and longitude from -180 to 180")
    pin = {"location": {"latitude": latitude, "longitude": longitude}}
    return say(world, person, pin, chat)


def share_contact(
    world: World, person: Person, phone_number: str, chat: Chat | None = None
) -> StoredMessage:
    """Send the person's own number, as a button of a reply keyboard does."""
    if not phone_number.removeprefix("+").isdecimal():
        raise Impossible("a phone number has digits only, after a + if there is one")
    names = {"first_name": person.first_name, "last_name": person.last_name}
    contact = {"phone_number": phone_number, **{k: v for k, v in names.items() if v}}
    return say(world, person, {"contact": {**contact, "user_id": person.id}}, chat)


def send_media(
    world: World,
    person: Person,
    file: StoredFile,
    caption: str = "",
    *,
    duration: int = 0,
    chat: Chat | None = None,
) -> StoredMessage:
    """Send a photo, animation, voice message, video, sticker or document."""
    content = media_content(file, {"duration": duration})
    if caption.strip():
        content |= text_content("caption", caption, MOST_CAPTION_CHARACTERS)
    return say(world, person, content, chat)


def press(
    world: World,
    person: Person,
    message_id: int,
    *,
    button: str | None = None,
    data: str | None = None,
    chat: Chat | None = None,
) -> Query:
    """Press an inline button, found by its data or its label (see `find_button`)."""
    if not isinstance(chat, Group):
        require_unblocked(person)
    message = existing(world, chat or person, message_id)
    found = find_button(message, button=button, data=data)
    if "callback_data" not in found:
        raise Impossible(f"the button “{found['text']}” does not ask the bot anything")
    query = world.open_query(person)
    world.push(
        "callback_query",
        {
            "id": query.id,
            "from": person.as_user(),
            "message": message.body,
            "chat_instance": str(-(abs(message.chat_id) * 7919)),
            "data": found["callback_data"],
        },
    )
    return query


def find_button(
    message: StoredMessage, *, button: str | None = None, data: str | None = None
) -> Json:
    """Return the button with this data, or this label, or the only one whose label contains it.

    Raises `NotThere`.
    """
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    buttons: list[Json] = [item for row in rows for item in row]
    if data is not None:
        fitting = [item for item in buttons if item.get("callback_data") == data][:1]
    else:
        label = button or ""
        fitting = [item for item in buttons if item["text"] == label][:1]
        fitting = fitting or [item for item in buttons if label and label in item["text"]]
    if len(fitting) != 1:
        what = "no" if not fitting else "more than one"
        raise NotThere(f"message {message.message_id} has {what} button that fits")
    return fitting[0]


def block(world: World, person: Person) -> Person:
    """Block the bot. A second call changes nothing."""
    if person.has_blocked_the_bot:
        return person
    return _change_membership(world, replace(person, has_blocked_the_bot=True))


def unblock(world: World, person: Person) -> Person:
    """Unblock the bot. A second call changes nothing."""
    if not person.has_blocked_the_bot:
        return person
    return _change_membership(world, replace(person, has_blocked_the_bot=False))


def deactivate(world: World, person: Person) -> Person:
    """Delete the account; the bot finds out when it sends a message."""
    changed = replace(person, is_deactivated=True)
    world.change_person(changed)
    return changed


def _change_membership(world: World, person: Person) -> Person:
    world.change_person(person)
    standings = ["member", "kicked"]
    if not person.has_blocked_the_bot:
        standings.reverse()
    tell_membership(world, person, person, standings[0], standings[1])
    return person


def tell_membership(world: World, chat: Chat, by: Person, old: str, new: str) -> None:
    """Tell the bot its new status in a chat, and who changed it."""
    world.push(
        "my_chat_member",
        {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": world.timestamp(),
            "old_chat_member": member_view(world.bot_user(), old),
            "new_chat_member": member_view(world.bot_user(), new),
        },
    )
