"""Keyboards: read, checked, and split into what the bot gets back and what only people see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.text.links import BadLink, checked_link
from bot.sandbox.world import Json

_MOST_DATA_BYTES = 64
_MOST_MARKUP_BYTES = 10_000
_STYLES = ("danger", "success", "primary")
_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_INLINE_FIELDS = _ACTIONS | {"text", "style", "icon_custom_emoji_id"}
_KEY_FIELDS = frozenset(
    [
        "text",
        "style",
        "icon_custom_emoji_id",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    ]
)
_MARKUP_FIELDS = frozenset(
    [
        "inline_keyboard",
        "keyboard",
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
        "remove_keyboard",
        "force_reply",
    ]
)


@dataclass(frozen=True, slots=True)
class Markup:
    """`inline` is echoed in the Message; `other` is a reply keyboard, its end, or a reply."""

    inline: Json | None = None
    other: Json | None = None

    def content(self) -> Json:
        """The field of a Message."""
        return {"reply_markup": self.inline} if self.inline else {}

    def check_data(self) -> None:
        """The last check of all: what the buttons carry."""
        rows = self.inline["inline_keyboard"] if self.inline else []
        for button in (item for row in rows for item in row):
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= _MOST_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")


def read_markup(value: Any) -> Markup:
    """The markup of a message to send."""
    markup = _parsed(value)
    if markup is None:
        return Markup()
    unknown = next((key for key in markup if key not in _MARKUP_FIELDS), None)
    if unknown:
        raise bad_request(f'the sandbox knows no field "{unknown}" of a reply markup')
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard", "InlineKeyboardMarkup", _inline_button)
        return Markup(inline={"inline_keyboard": rows} if rows else None)
    if "keyboard" in markup:
        rows = _rows(markup, "keyboard", "ReplyKeyboardMarkup", _key)
        return Markup(other={**markup, "keyboard": rows} if rows else None)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return Markup(other=markup)
    return Markup()


def read_inline_markup(value: Any) -> Markup:
    """The markup of an edit, which can only be an inline keyboard."""
    markup = read_markup(value)
    if markup.other is not None:
        raise bad_request("inline keyboard expected")
    return markup


def _parsed(value: Any) -> Json | None:
    if value in (None, ""):
        return None
    try:
        markup = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if len(json.dumps(markup, ensure_ascii=False).encode()) > _MOST_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return markup


def _rows(markup: Json, field: str, owner: str, read: Any) -> list[list[Json]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the {owner} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {owner} must be an Array of Arrays')
    # Telegram leaves buttons without a label out, and rows that stay empty.
    read_rows = [[b for b in map(read, row) if b["text"]] for row in rows]
    return [row for row in read_rows if row]


def _inline_button(button: Any) -> Json:
    prefix = "can't parse inline keyboard button: "
    read = _labelled(button, "InlineKeyboardButton", prefix, _INLINE_FIELDS)
    if not _ACTIONS & set(read):
        raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    if "url" in read:
        _check_url(read["url"])
    return read


def _check_url(url: str) -> None:
    try:
        checked_link(url)
    except BadLink as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def _key(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    return _labelled(button, "KeyboardButton", "can't parse keyboard button: ", _KEY_FIELDS)


def _labelled(button: Any, owner: str, prefix: str, fields: frozenset[str]) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}{owner} must be an Object")
    if "text" not in button:
        raise bad_request(f'{prefix}can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{prefix}field "text" must be of type String')
    unknown = next((key for key in button if key not in fields), None)
    if unknown:
        raise bad_request(f'{prefix}the sandbox knows no field "{unknown}"')
    if button.get("style", "") not in ("", *_STYLES):
        raise bad_request(f"{prefix}invalid button style specified")
    return button
