"""The call journal as JSON lines: written while the sandbox runs, and read again later."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.clock import MovableClock
from bot.sandbox.world import Call, Event, Group, Json, Person, StoredMessage, World


class BadRecording(Exception):
    """A file is not a recording; the message names the wrong line."""


class Recorder:
    """Appends every call to a file as soon as it is answered; raises OSError if it can't."""

    def __init__(self, world: World, path: Path) -> None:
        # Line-buffered, so that a crash loses no answered call.
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._stop_listening: Callable[[], None] = world.listen(self._hear)

    def close(self) -> None:
        """Stop writing."""
        self._stop_listening()
        self._file.close()

    def _hear(self, event: Event) -> None:
        if event.kind == "call":
            line = json.dumps(event.data["call"].as_json(), ensure_ascii=False)
            self._file.write(f"{line}\n")


def replayed(path: Path) -> World:
    """Build the world that a recording describes: the journal, and the chats that the bot saw.

    Recordings do not contain file content. Raises OSError, or `BadRecording`.
    """
    world = World(MovableClock())
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                call = _call(json.loads(line))
                world.journal.keep(call)
                _repeat(world, call)
            except (ValueError, KeyError, TypeError, AttributeError):
                raise BadRecording(f"line {number} of {path} is no call") from None
    return world


def _call(item: Json) -> Call:
    return Call(**{**item, "at": datetime.fromisoformat(item["at"])})


def _repeat(world: World, call: Call) -> None:
    """Apply the visible effects of a call."""
    if call.status != 200:
        return
    result = call.response["result"]
    if call.method == "getUpdates":
        for update in result:
            _put(world, update.get("message") or update.get("edited_message"))
    elif call.method in ("deleteMessage", "deleteMessages"):
        for number in _numbers(call.params):
            message = world.message(int(call.params["chat_id"]), number)
            if message:
                world.delete_message(message)
    else:
        for body in result if isinstance(result, list) else [result]:
            _put(world, body, _reply_markup(call.params))


def _put(world: World, body: Any, reply_markup: Json | None = None) -> None:
    """Add a message as the Bot API shows it; anything else is skipped."""
    if not isinstance(body, dict) or not body.get("date") or "chat" not in body:
        return
    _meet(world, body["chat"])
    chat_id, number = int(body["chat"]["id"]), int(body["message_id"])
    world.seq += 1
    world.next_message_id = max(world.next_message_id, number + 1)
    sender = body.get("from", {"is_bot": True})
    world.messages.setdefault(chat_id, {})[number] = StoredMessage(
        world.seq, chat_id, number, bool(sender["is_bot"]), body, reply_markup=reply_markup
    )


def _meet(world: World, chat: Json) -> None:
    if world.chat_of(chat["id"]) is not None:
        return
    if chat["type"] == "private":
        name, last, user = (chat.get(key) for key in ("first_name", "last_name", "username"))
        world.change_person(Person(chat["id"], str(name), last, user, has_written=True))
    else:
        is_forum = chat.get("is_forum", False)
        world.change_group(Group(chat["id"], chat["type"], chat["title"], is_forum=is_forum))


def _reply_markup(params: Json) -> Json | None:
    """Return the reply keyboard of a call; an inline one is in the message itself."""
    given = params.get("reply_markup")
    markup = json.loads(given) if isinstance(given, str) and given else given
    return markup if markup and "inline_keyboard" not in markup else None


def _numbers(params: Json) -> list[int]:
    """Return the ids of the messages that a call deletes."""
    given = params.get("message_ids") or [params["message_id"]]
    return [int(number) for number in (json.loads(given) if isinstance(given, str) else given)]
