"""The bot's own profile: getMe, name, descriptions, menu button."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.bot_api.chats import find_chat
from bot.sandbox.bot_api.commands import language
from bot.sandbox.bot_api.params import check_nested, read_json
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.world import Json

# Method suffix, parameter, most characters.
_TEXTS = (
    ("Name", "name", 64),
    ("Description", "description", 512),
    ("ShortDescription", "short_description", 120),
)


@method("getMe")
def get_me(request: Request) -> Json:
    """Return the bot as a User."""
    return {
        **request.world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


@method("logOut")
@method("close")
def leave(_request: Request) -> bool:
    """Do nothing: leaving a server (`logOut`, `close`) has no meaning here."""
    return True


def _setter(key: str, most: int) -> Callable[[Request], bool]:
    def set_text(request: Request) -> bool:
        text, code = str(request.params.get(key, "")), language(request)
        if len(text) > most:
            # We do not know the real server's wording.
            raise bad_request(f"bot {key.replace('_', ' ')} is too long")
        if text:
            request.world.profile.texts[key, code] = text
        else:
            request.world.profile.texts.pop((key, code), None)
        request.world.tell("profile")
        return True

    return set_text


def _getter(key: str) -> Callable[[Request], Json]:
    def get_text(request: Request) -> Json:
        text = request.world.profile.text_for(key, language(request))
        if key == "name":
            text = text or str(request.world.bot_user()["first_name"])
        return {key: text}

    return get_text


for _suffix, _key, _most in _TEXTS:
    method(f"setMy{_suffix}")(_setter(_key, _most))
    method(f"getMy{_suffix}")(_getter(_key))


def _menu_of(request: Request) -> int:
    chat_id = request.params.get("chat_id")
    return find_chat(request.world, chat_id).id if chat_id else 0


@method("setChatMenuButton")
def set_chat_menu_button(request: Request) -> bool:
    """Set the menu button beside the text field, for one chat or for all."""
    given = read_json(request.params.get("menu_button"), "menu button")
    button = {"type": "default"} if given is None else given
    prefix = "can't parse menu button: "
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}MenuButton must be an Object")
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request(f"{prefix}MenuButton has unsupported type")
    check_nested(button, "MenuButton", prefix)
    request.world.profile.menus[_menu_of(request)] = button
    request.world.tell("profile")
    return True


@method("getChatMenuButton")
def get_chat_menu_button(request: Request) -> Json:
    """Return the menu button beside the text field."""
    return request.world.profile.menu_for(_menu_of(request))
