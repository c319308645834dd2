"""Keyboards that offer the natural next step below a message."""

from bot.chat import callback_data
from bot.chat.localizer import Localizer
from bot.chat.message import Button, Keyboard


def start_keyboard(words: Localizer) -> Keyboard:
    """Return buttons to start today's routine or its one-minute version."""
    start = Button(words.say("button-start-today"), callback_data.open_("today"))
    return ((start, Button(words.say("button-one-minute"), callback_data.open_("short"))),)


def onboarding_keyboard(words: Localizer) -> Keyboard:
    """Return a button to begin or continue onboarding."""
    return _one(words, "start-over", "start")


def settings_keyboard(words: Localizer) -> Keyboard:
    """Return a button to the settings."""
    return _one(words, "settings", "settings")


def streak_keyboard(words: Localizer) -> Keyboard:
    """Return a button to the streak."""
    return _one(words, "streak", "streak")


def symptoms_keyboard(words: Localizer) -> Keyboard:
    """Return a button to the emergency list."""
    return _one(words, "symptoms", "symptoms")


def _one(words: Localizer, label: str, page: str) -> Keyboard:
    return ((Button(words.say(f"button-{label}"), callback_data.open_(page)),),)
