"""The Bot API: methods, parameters, refusals, and the routes that lead to them."""

# Importing a module of methods enters them into the table.
from bot.sandbox.bot_api import (
    callbacks,
    chats,
    commands,
    deletes,
    edits,
    files,
    messages,
    profile,
    updates,
)
from bot.sandbox.bot_api.dispatch import BotApi
from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.bot_api.registry import method_names

__all__ = [
    "BotApi",
    "LongPolling",
    "callbacks",
    "chats",
    "commands",
    "deletes",
    "edits",
    "files",
    "messages",
    "method_names",
    "profile",
    "updates",
]
