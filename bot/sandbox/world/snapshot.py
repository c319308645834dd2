"""Conversion of a world to plain JSON, and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.clock import Clock, MovableClock
from bot.sandbox.world.files import FileStore
from bot.sandbox.world.groups import group_of
from bot.sandbox.world.polls import poll_of
from bot.sandbox.world.profile import BotProfile
from bot.sandbox.world.state import State
from bot.sandbox.world.updates import UpdateQueue
from bot.sandbox.world.values import (
    Answer,
    Json,
    Person,
    Query,
    StoredFile,
    StoredMessage,
    Update,
    Webhook,
)

_VERSION = 1
_COUNTERS = (
    "bot_id",
    "next_person_id",
    "next_message_id",
    "seq",
    "answer_count",
    "query_count",
)
# Nobody needs older presses and answers.
_MOST_QUERIES = 500
_MOST_ANSWERS = 500


def dump(world: State, *, with_bytes: bool = True) -> Json:
    """Return the state except the call journal, the faults and the limits.

    `with_bytes` includes the content of files.
    """
    ahead: timedelta = getattr(world.clock, "ahead", timedelta(0))
    allowed = world.updates.allowed
    return {
        "version": _VERSION,
        "ahead_seconds": ahead.total_seconds(),
        "counters": {name: getattr(world, name) for name in _COUNTERS},
        "people": [asdict(person) for person in world.people.values()],
        "groups": [asdict(group) for group in world.groups.values()],
        "polls": [
            {**asdict(poll), "votes": list(poll.votes.items())} for poll in world.polls.values()
        ],
        "webhook": asdict(world.webhook) if world.webhook else None,
        "messages": [asdict(m) for chat in world.messages.values() for m in chat.values()],
        "files": [_file_json(file, with_bytes=with_bytes) for file in world.files],
        "updates": {
            "next_id": world.updates.next_id,
            "allowed": sorted(allowed) if allowed else None,
            "pending": [
                {**asdict(update), "expires_at": update.expires_at.isoformat()}
                for update in world.updates
            ],
        },
        "answers": [asdict(answer) for answer in list(world.answers)[-_MOST_ANSWERS:]],
        "queries": [
            {**asdict(query), "pressed_at": query.pressed_at.isoformat()}
            for query in list(world.queries.values())[-_MOST_QUERIES:]
        ],
        "pinned": [[chat_id, ids] for chat_id, ids in world.pinned.items()],
        "profile": {
            "commands": [[*key, value] for key, value in world.profile.commands.items()],
            "texts": [[*key, value] for key, value in world.profile.texts.items()],
            "menus": [[key, value] for key, value in world.profile.menus.items()],
        },
    }


def fill(world: State, data: Json, contents: Callable[[str], bytes] | None = None) -> None:
    """Load a snapshot into an empty world.

    `contents` finds the bytes of a file by its unique id if the snapshot has none. Raises
    ValueError, KeyError or TypeError for a broken snapshot.
    """
    for name in _COUNTERS:
        setattr(world, name, int(data["counters"][name]))
    world.people = {item["id"]: Person(**item) for item in data["people"]}
    # Early snapshots have none of these.
    world.groups = {item["id"]: group_of(item) for item in data.get("groups", ())}
    world.polls = {item["id"]: poll_of(item) for item in data.get("polls", ())}
    webhook = data.get("webhook")
    world.webhook = Webhook(**webhook) if webhook else None
    for item in data["messages"]:
        message = StoredMessage(**{**item, "reaction": tuple(item["reaction"])})
        world.messages.setdefault(message.chat_id, {})[message.message_id] = message
    world.files = FileStore(tuple(_file(item, contents) for item in data["files"]))
    world.updates = _updates(data["updates"])
    world.answers.extend(Answer(**item) for item in data["answers"])
    world.queries = {item["id"]: _query(item) for item in data["queries"]}
    world.pinned = {int(chat_id): ids for chat_id, ids in data["pinned"]}
    world.profile = _profile(data["profile"])


def clock_of(data: Json, clock: Clock | None) -> Clock:
    """Return the clock for a snapshot, as far ahead as the saved clock was.

    A given clock is moved as far ahead if it is a `MovableClock`.
    """
    if data["version"] != _VERSION:
        raise ValueError(f"a snapshot of version {data['version']}")
    ahead = timedelta(seconds=data["ahead_seconds"])
    if clock is None:
        return MovableClock(ahead)
    if isinstance(clock, MovableClock):
        clock.advance(ahead - clock.ahead)
    return clock


def _file_json(file: StoredFile, *, with_bytes: bool) -> Json:
    fields = {**asdict(file), "data": None}
    return {**fields, "data": b64encode(file.data).decode()} if with_bytes else fields


def _file(item: Json, contents: Callable[[str], bytes] | None) -> StoredFile:
    if item["data"] is not None:
        data = b64decode(item["data"])
    elif contents is not None:
        data = contents(item["unique_id"])
    else:
        raise ValueError("a file without its contents")
    return StoredFile(**{**item, "data": data})


def _updates(data: Json) -> UpdateQueue:
    pending = [
        Update(**{**item, "expires_at": datetime.fromisoformat(item["expires_at"])})
        for item in data["pending"]
    ]
    allowed = frozenset(data["allowed"]) if data["allowed"] else None
    return UpdateQueue(int(data["next_id"]), pending, allowed)


def _query(item: dict[str, Any]) -> Query:
    return Query(**{**item, "pressed_at": datetime.fromisoformat(item["pressed_at"])})


def _profile(data: Json) -> BotProfile:
    return BotProfile(
        commands={(scope, code): value for scope, code, value in data["commands"]},
        texts={(kind, code): value for kind, code, value in data["texts"]},
        menus={int(chat_id): value for chat_id, value in data["menus"]},
    )
