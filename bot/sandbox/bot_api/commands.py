"""The list of commands, by scope and language."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.sandbox.bot_api.chats import find_chat
from bot.sandbox.bot_api.params import ARRAY, OBJECT, STRING, Declared
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json

_MOST_COMMANDS = 100
# Not documented: found by others by trying.
_MOST_LIST_BYTES = 7_800
_MOST_NAME = 32
_MOST_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_WHERE: Declared = {"scope": OBJECT, "language_code": STRING}
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def language(request: Request) -> str:
    """The language of a call: two letters or none."""
    code = str(request.params.get("language_code", ""))
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _where(request: Request) -> tuple[str, str]:
    scope = request.params.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _CHAT_SCOPES:
        person = find_chat(request.world, scope.get("chat_id"))
        return f"{kind}:{person.id}", language(request)
    if kind not in _PLAIN_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return str(kind), language(request)


@method("setMyCommands", {**_WHERE, "commands": ARRAY})
def set_my_commands(request: Request) -> bool:
    """Replace the commands of a scope and language; no list clears them."""
    commands = [_command(item) for item in request.params.get("commands") or []]
    size = len(json.dumps(commands, ensure_ascii=False, separators=(",", ":")).encode())
    where = _where(request)
    if len(commands) > _MOST_COMMANDS or size > _MOST_LIST_BYTES:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        request.world.profile.commands[where] = commands
    else:
        request.world.profile.commands.pop(where, None)
    request.world.tell("commands")
    return True


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).strip().removeprefix("/")
    description = str(item.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > _MOST_NAME:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > _MOST_DESCRIPTION:
        raise bad_request("command description length must not exceed 256")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands", _WHERE)
def get_my_commands(request: Request) -> list[Json]:
    """The commands of exactly this scope and language."""
    return request.world.profile.commands.get(_where(request), [])


@method("deleteMyCommands", _WHERE)
def delete_my_commands(request: Request) -> bool:
    """Clear the commands of a scope and language."""
    request.world.profile.commands.pop(_where(request), None)
    request.world.tell("commands")
    return True
