"""What a person does in the chat: write, press, share, block. Each tells the bot."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.text import FormattedText, detect
from bot.sandbox.world.media import media_content
from bot.sandbox.world.values import Json, Person, Query, StoredFile, StoredMessage
from bot.sandbox.world.world import World

POLE, DATE_LINE = 90, 180
MOST_CHARACTERS = 4096
MOST_CAPTION_CHARACTERS = 1024


class Impossible(Exception):
    """The messenger would not let the person do this; the message says why."""


class NotThere(Impossible):
    """What the person wants to touch does not exist."""


def write(world: World, person: Person, text: str, reply_to: int | None = None) -> StoredMessage:
    """Send a text. `/start` to a bot that was blocked unblocks it first, as in Telegram."""
    content = _text_content("text", text, MOST_CHARACTERS)
    if person.has_blocked_the_bot and content["text"].split()[0] == "/start":
        person = unblock(world, person)
    if reply_to is not None:
        content["reply_to_message"] = replied_body(_existing(world, person, reply_to))
    return _say(world, person, content)


def edit(world: World, person: Person, message_id: int, text: str) -> StoredMessage:
    """Change a text that the person sent before."""
    message = _existing(world, person, message_id)
    if message.from_bot or "text" not in message.body:
        raise Impossible("only a text of one's own can be edited")
    kept = {key: value for key, value in message.body.items() if key != "entities"}
    body = {
        **kept,
        **_text_content("text", text, MOST_CHARACTERS),
        "edit_date": world.timestamp(),
    }
    changed = world.change_message(replace(message, body=body))
    world.push("edited_message", body)
    return changed


def share_location(
    world: World, person: Person, latitude: float, longitude: float
) -> StoredMessage:
    """Send a pin, in degrees."""
    if abs(latitude) > POLE or abs(longitude) > DATE_LINE:
        raise Impossible("latitude goes from -90 to 90 and longitude from -180 to 180")
    return _say(world, person, {"location": {"latitude": latitude, "longitude": longitude}})


def send_media(
    world: World, person: Person, file: StoredFile, caption: str = "", duration: int = 0
) -> StoredMessage:
    """Send a photo, animation, voice note, video, sticker or document."""
    content = media_content(file, {"duration": duration})
    if caption.strip():
        content |= _text_content("caption", caption, MOST_CAPTION_CHARACTERS)
    return _say(world, person, content)


def press(
    world: World,
    person: Person,
    message_id: int,
    *,
    button: str | None = None,
    data: str | None = None,
) -> Query:
    """Press an inline button, found by its data or its label (see `find_button`)."""
    _require_unblocked(person)
    message = _existing(world, person, message_id)
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
            "chat_instance": str(-(person.id * 7919)),
            "data": found["callback_data"],
        },
    )
    return query


def find_button(
    message: StoredMessage, *, button: str | None = None, data: str | None = None
) -> Json:
    """The button with this data, or this label, or the only one whose label contains it.

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
    """Stop the bot. Doing it twice changes nothing."""
    if person.has_blocked_the_bot:
        return person
    return _change_membership(world, replace(person, has_blocked_the_bot=True))


def unblock(world: World, person: Person) -> Person:
    """Let the bot write again. Doing it twice changes nothing."""
    if not person.has_blocked_the_bot:
        return person
    return _change_membership(world, replace(person, has_blocked_the_bot=False))


def replied_body(message: StoredMessage) -> Json:
    """A message as it stands inside an answer to it: without the one it answered itself."""
    return {key: value for key, value in message.body.items() if key != "reply_to_message"}


def _change_membership(world: World, person: Person) -> Person:
    world.change_person(person)
    member = {"status": "member", "user": world.bot_user()}
    kicked = {"status": "kicked", "user": world.bot_user(), "until_date": 0}
    blocked = person.has_blocked_the_bot
    world.push(
        "my_chat_member",
        {
            "chat": person.as_chat(),
            "from": person.as_user(),
            "date": world.timestamp(),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        },
    )
    return person


def _say(world: World, person: Person, content: Json) -> StoredMessage:
    _require_unblocked(person)
    if not person.has_written:
        world.change_person(replace(person, has_written=True))
    message = world.add_message(person, content, from_bot=False)
    world.push("message", message.body)
    return message


def _require_unblocked(person: Person) -> None:
    if person.has_blocked_the_bot:
        raise Impossible(f"{person.first_name} has blocked the bot; unblock it or send /start")


def _existing(world: World, person: Person, message_id: int) -> StoredMessage:
    message = world.message(person.id, message_id)
    if message is None:
        raise NotThere(f"there is no message {message_id} in this chat")
    return message


def _text_content(field: str, text: str, most: int) -> Json:
    formatted = detect(FormattedText(text).trimmed())
    if not formatted.text:
        raise Impossible("there is nothing in this text")
    if len(formatted.text) > most:
        raise Impossible(f"a {field} has at most {most} characters")
    entities = [entity.as_json() for entity in formatted.entities]
    key = "entities" if field == "text" else "caption_entities"
    return {field: formatted.text, **({key: entities} if entities else {})}
