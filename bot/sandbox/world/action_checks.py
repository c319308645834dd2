"""What all actions of people share: finding the chat, permissions, updates for the bot."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.text import FormattedText, detect
from bot.sandbox.world.groups import Chat, Group
from bot.sandbox.world.state import BOT_USERNAME
from bot.sandbox.world.values import Json, Person, StoredMessage
from bot.sandbox.world.world import World

MOST_CHARACTERS = 4096
MOST_CAPTION_CHARACTERS = 1024


class Impossible(Exception):
    """Telegram would not let the person do this; the message says why."""


class NotThere(Impossible):
    """The chat, message or option of the action does not exist."""


def chat_for(world: World, person: Person, chat_id: int | None) -> Chat:
    """Return the chat to act in: the private one, or a group that the person is in."""
    if chat_id is None or chat_id == person.id:
        return person
    group = world.groups.get(chat_id)
    if group is None:
        raise NotThere(f"there is no chat {chat_id}")
    if person.id not in group.members:
        raise Impossible(f"{person.first_name} is not in “{group.title}”")
    return group


def say(
    world: World, person: Person, content: Json, chat: Chat | None = None, thread_id: int = 0
) -> StoredMessage:
    """Add a message from the person to a chat, and tell the bot if it may read it."""
    chat = chat or person
    if isinstance(chat, Group):
        if chat.kind == "channel":
            raise Impossible(f"only those who run “{chat.title}” write there")
        content = content | thread_fields(chat, thread_id)
        message = world.add_message(chat, content, from_bot=False, sender=person)
        if _reaches_the_bot(world, chat, message):
            world.push("message", message.body)
        return message
    require_unblocked(person)
    if not person.has_written:
        world.change_person(replace(person, has_written=True))
    message = world.add_message(person, content, from_bot=False)
    world.push("message", message.body)
    return message


def thread_fields(group: Group, thread_id: int) -> Json:
    """Return the fields of a message inside a topic."""
    if not thread_id:
        return {}
    if group.topic(thread_id) is None:
        raise NotThere(f"“{group.title}” has no topic {thread_id}")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def require_unblocked(person: Person) -> None:
    """Refuse an action if the person blocked the bot or has no account any more."""
    if person.is_deactivated:
        raise Impossible(f"the account of {person.first_name} is deleted")
    if person.has_blocked_the_bot:
        raise Impossible(f"{person.first_name} has blocked the bot; unblock it or send /start")


def existing(world: World, chat: Chat, message_id: int) -> StoredMessage:
    """Return a message that is in the chat; raises `NotThere`."""
    message = world.message(chat.id, message_id)
    if message is None:
        raise NotThere(f"there is no message {message_id} in this chat")
    return message


def replied_body(message: StoredMessage) -> Json:
    """Return a message as it appears inside a reply: without the message it replied to."""
    return {key: value for key, value in message.body.items() if key != "reply_to_message"}


def text_content(field: str, text: str, most: int) -> Json:
    """Return a person's text as fields of a Message."""
    formatted = detect(FormattedText(text).trimmed())
    if not formatted.text:
        raise Impossible("there is nothing in this text")
    if len(formatted.text) > most:
        raise Impossible(f"a {field} has at most {most} characters")
    entities = [entity.as_json() for entity in formatted.entities]
    key = "entities" if field == "text" else "caption_entities"
    return {field: formatted.text, **({key: entities} if entities else {})}


def _reaches_the_bot(world: World, group: Group, message: StoredMessage) -> bool:
    """Whether the bot gets the message: in privacy mode only what is meant for it."""
    if group.standing == "administrator":
        return True
    if group.standing != "member":
        return False
    body = message.body
    answered = body.get("reply_to_message", {}).get("from", {}).get("id")
    return answered == world.bot_id or _is_command_for_it(str(body.get("text", "")))


def _is_command_for_it(text: str) -> bool:
    words = text.split()
    if not words or not words[0].startswith("/"):
        return False
    _, _, addressee = words[0].partition("@")
    return addressee.lower() in ("", BOT_USERNAME)
