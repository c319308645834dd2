"""From our messages to Telegram's parameters."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.messages.message import Keyboard

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """An inline keyboard, or none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in keyboard
        ]
    )
