"""How the control API shows people, messages and answers."""

from __future__ import annotations

from bot.sandbox.world import Answer, Json, Person, StoredMessage, World
from bot.sandbox.world.media_views import media_of

# Fields of a Bot API Message that the page gets unchanged.
_AS_THEY_ARE = (
    "edit_date",
    "text",
    "caption",
    "location",
    "venue",
    "contact",
    "poll",
    "media_group_id",
    "show_caption_above_media",
    "effect_id",
    "message_thread_id",
    "forward_origin",
    "quote",
    "new_chat_members",
    "left_chat_member",
    "forum_topic_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def person_view(world: World, person: Person) -> Json:
    """Return a person, with the commands shown in their chat."""
    return {
        **person.as_user(),
        "chat_id": person.id,
        "started": person.has_written,
        "blocked": person.has_blocked_the_bot,
        "commands": world.profile.commands_for(person.id, person.language_code),
    }


def bot_view(world: World, language: str | None) -> Json:
    """Return the bot's name and texts in a language, if they are set."""
    name = world.profile.text_for("name", language)
    return {
        "id": world.bot_id,
        "name": name or world.bot_user()["first_name"],
        "description": world.profile.text_for("description", language),
        "short_description": world.profile.text_for("short_description", language),
    }


def message_view(world: World, message: StoredMessage) -> Json:
    """Return a message as it is now; of a deleted one, only its ids, sender and date."""
    body = message.body
    view: Json = {
        "seq": message.seq,
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "date": body["date"],
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "keyboard": [
            [_button_view(button) for button in row]
            for row in body.get("reply_markup", {}).get("inline_keyboard", [])
        ],
        "silent": message.silent,
        **({"sender_id": body["from"]["id"]} if _names_its_sender(body) else {}),
        "deleted": message.deleted,
    }
    view |= {key: body[key] for key in _AS_THEY_ARE if key in body}
    if "has_media_spoiler" in body:
        view["has_spoiler"] = True
    if "reply_to_message" in body:
        view["reply_to"] = body["reply_to_message"]["message_id"]
    if message.reaction:
        view["reaction"] = [item.get("emoji", "★") for item in message.reaction]
    return view | _votes_view(world, body) | _media_view(world, body) | _reply_markup_view(message)


def _votes_view(world: World, body: Json) -> Json:
    """Return who chose which options of the poll; the page shows each person their own vote."""
    poll = world.polls.get(body.get("poll", {}).get("id", ""))
    return {"votes": {str(person): chosen for person, chosen in poll.votes.items()}} if poll else {}


def _names_its_sender(body: Json) -> bool:
    """Whether the sender must be named: not in a private chat, and not in a channel."""
    return body["chat"]["type"] != "private" and "from" in body


def _button_view(button: Json) -> Json:
    view = {key: value for key, value in button.items() if key != "callback_data"}
    return {**view, "data": button["callback_data"]} if "callback_data" in button else view


def _media_view(world: World, body: Json) -> Json:
    media = media_of(body)
    file = world.files.by_id(media[1]) if media else None
    if media is None or file is None:
        return {}
    shown = body[media[0]][-1] if media[0] == "photo" else body[media[0]]
    return {
        "media": {
            "kind": media[0],
            "file_id": file.file_id,
            "url": f"/sim/files/{file.unique_id}",
            "mime_type": file.mime_type,
            **({"name": file.name} if file.name else {}),
            **{key: shown[key] for key in ("width", "height", "duration") if key in shown},
        }
    }


def _reply_markup_view(message: StoredMessage) -> Json:
    markup = message.reply_markup
    if markup is None:
        return {}
    return {"reply_keyboard": markup.get("keyboard", []), "reply_markup": markup}


def answer_view(answer: Answer) -> Json:
    """Return the answer to a button press."""
    view: Json = {
        "n": answer.n,
        "callback_query_id": answer.query_id,
        "text": answer.text,
        "show_alert": answer.show_alert,
    }
    return {**view, "url": answer.url} if answer.url else view
