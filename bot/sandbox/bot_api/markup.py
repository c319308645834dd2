"""Keyboards: read and checked, then split into what the bot gets back and what only people see."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.params import check_nested, read_json
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.text.links import BadLink, checked_link
from bot.sandbox.world import Json

_MOST_DATA_BYTES = 64
_MOST_MARKUP_BYTES = 10_000
_STYLES = ("default", "danger", "success", "primary")
# The actions of an inline button; it must have at least one.
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "disabled",
)
_BUTTON = "can't parse inline keyboard button: "


@dataclass(frozen=True, slots=True)
class Markup:
    """`inline` is echoed in the Message; `other` is ReplyKeyboardMarkup, -Remove or ForceReply."""

    inline: Json | None = None
    other: Json | None = None

    def content(self) -> Json:
        """Return the `reply_markup` field of a Message."""
        return {"reply_markup": self.inline} if self.inline else {}

    def check_data(self) -> None:
        """Check the callback data of the buttons; the server does this last."""
        rows = self.inline["inline_keyboard"] if self.inline else []
        for button in (item for row in rows for item in row):
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= _MOST_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")

    def require_inline(self) -> None:
        """Refuse other keyboards: an edit can only set an inline one."""
        if self.other is not None:
            raise bad_request("inline keyboard expected")


NOTHING = Markup()


def read_markup(value: Any) -> Markup:
    """Read the `reply_markup` of a message to send or to edit."""
    markup = _parsed(value)
    if markup is None:
        return NOTHING
    if "keyboard" in markup:
        rows = _rows(markup, "keyboard", 'field "keyboard" must be an Array of Arrays', _key)
        if rows:
            return Markup(other={**markup, "keyboard": rows})
    if "inline_keyboard" in markup:
        wrong = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        rows = _rows(markup, "inline_keyboard", wrong, _inline_button)
        if rows:
            return Markup(inline={**markup, "inline_keyboard": rows})
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return Markup(other=markup)
    return NOTHING


def _parsed(value: Any) -> Json | None:
    markup = read_json(value, "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    plain = {key: inner for key, inner in markup.items() if key not in _KEYBOARDS}
    for keyboard in _KEYBOARDS & set(markup):
        plain[keyboard] = []
    if plain and set(plain) != {"selective"}:
        check_nested(plain, "ReplyMarkup")
    size = value if isinstance(value, str) else json.dumps(markup, ensure_ascii=False)
    if len(size.encode()) > _MOST_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return markup


_KEYBOARDS = frozenset({"keyboard", "inline_keyboard"})


def _rows(markup: Json, field: str, wrong: str, read: Callable[[Any], Json]) -> list[list[Json]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    read_rows = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(wrong)
        read_rows.append([read(button) for button in row])
    # Telegram drops buttons without a label, and rows without buttons.
    kept = [[button for button in row if button["text"]] for row in read_rows]
    return [row for row in kept if row]


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{_BUTTON}InlineKeyboardButton must be an Object")
    check_nested(button, "InlineKeyboardButton", _BUTTON)
    _check_style(button, _BUTTON)
    if not any(_is_there(button, action) for action in _ACTIONS):
        raise bad_request(f"{_BUTTON}Text buttons are unallowed in the inline keyboard")
    if button.get("url"):
        _check_url(button["url"])
    return button


def _is_there(button: Json, action: str) -> bool:
    """Whether the action is set: an empty URL or data does not count, an empty query does."""
    value = button.get(action)
    return bool(value) if action in ("url", "callback_data") else value is not None


def _check_style(button: Json, prefix: str) -> None:
    if str(button.get("style") or "default").lower() not in _STYLES:
        raise bad_request(f"{prefix}invalid button style specified")


def _check_url(url: str) -> None:
    try:
        checked_link(url)
    except BadLink as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def _key(button: Any) -> Json:
    prefix = "can't parse keyboard button: "
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}KeyboardButton must be a String or an Object")
    check_nested(button, "KeyboardButton", prefix)
    _check_style(button, prefix)
    return button
