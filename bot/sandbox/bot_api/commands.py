"""The list of commands, by scope and language."""

from __future__ import annotations

import json
import re

from bot.sandbox.bot_api.chats import find_chat
from bot.sandbox.bot_api.params import check_nested, read_json, read_list
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json

_MOST_COMMANDS = 100
# Not documented; found by experiment by users of the Bot API.
_MOST_LIST_BYTES = 7_800
_MOST_NAME = 32
_MOST_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def language(request: Request) -> str:
    """Return the `language_code` of a call: two lower-case characters, or empty."""
    code = str(request.params.get("language_code", ""))
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _where(request: Request) -> tuple[str, str]:
    scope = read_json(request.params.get("scope"), "BotCommandScope") or {"type": "default"}
    prefix = "can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad_request(f"{prefix}BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in _PLAIN_SCOPES | _CHAT_SCOPES:
        raise bad_request(f"{prefix}Unsupported type specified")
    if kind in _CHAT_SCOPES and not scope.get("chat_id"):
        raise bad_request(f"{prefix}Empty chat_id specified")
    if kind == "chat_member" and not scope.get("user_id"):
        raise bad_request(f"{prefix}Invalid user_id specified")
    check_nested(scope, "BotCommandScope", prefix)
    if kind in _PLAIN_SCOPES:
        return str(kind), language(request)
    chat = find_chat(request.world, scope["chat_id"])
    member = f":{scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{member}", language(request)


@method("setMyCommands")
def set_my_commands(request: Request) -> bool:
    """Set the commands of a scope and language; an empty list clears them."""
    given = read_list(request.params.get("commands"), "commands", "an Array of BotCommand")
    for item in given:
        if not isinstance(item, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        check_nested(item, "BotCommand", "can't parse BotCommand: ")
    where = _where(request)
    commands = [_command(item) for item in given]
    size = len(json.dumps(commands, ensure_ascii=False, separators=(",", ":")).encode())
    if len(commands) > _MOST_COMMANDS or size > _MOST_LIST_BYTES:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        request.world.profile.commands[where] = commands
    else:
        request.world.profile.commands.pop(where, None)
    request.world.tell("commands")
    return True


def _command(item: Json) -> Json:
    name = str(item["command"]).strip().removeprefix("/")
    description = str(item["description"]).strip()
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


@method("getMyCommands")
def get_my_commands(request: Request) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return request.world.profile.commands.get(_where(request), [])


@method("deleteMyCommands")
def delete_my_commands(request: Request) -> bool:
    """Clear the commands of a scope and language."""
    request.world.profile.commands.pop(_where(request), None)
    request.world.tell("commands")
    return True
