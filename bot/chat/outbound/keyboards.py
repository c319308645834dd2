"""Translate keyboards to Telegram's parameters, and its length limits."""

from typing import Any

from telegram import InlineKeyboardMarkup

from bot.chat.message import Button, Keyboard

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def buttons(keyboard: Keyboard) -> dict[str, Any] | None:
    """Return an inline keyboard as JSON values, or None."""
    if not keyboard:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> dict[str, str]:
    values = {"text": button.label, "callback_data": button.data}
    return values if button.style is None else values | {"style": button.style.value}


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return an inline keyboard as the library's type, or None."""
    found = buttons(keyboard)
    return None if found is None else InlineKeyboardMarkup.de_json(found)
