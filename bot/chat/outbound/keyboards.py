"""Translate keyboards to Telegram's parameters, and its length limits."""

from typing import Any

from telegram import InlineKeyboardMarkup

from bot.chat.message import Keyboard

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def buttons(keyboard: Keyboard) -> dict[str, Any] | None:
    """Return an inline keyboard as JSON values, or None."""
    if not keyboard:
        return None
    rows = [
        [{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard
    ]
    return {"inline_keyboard": rows}


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return an inline keyboard as the library's type, or None."""
    found = buttons(keyboard)
    return None if found is None else InlineKeyboardMarkup.de_json(found)
