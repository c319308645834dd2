"""From our messages to Telegram's parameters."""

from typing import Any

from telegram import InlineKeyboardMarkup

from bot.chat.message import Keyboard

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def buttons(keyboard: Keyboard) -> dict[str, Any] | None:
    """An inline keyboard as JSON, or none."""
    if not keyboard:
        return None
    rows = [
        [{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard
    ]
    return {"inline_keyboard": rows}


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """An inline keyboard as the library's methods take it, or none."""
    found = buttons(keyboard)
    return None if found is None else InlineKeyboardMarkup.de_json(found)
