"""The Bot API: methods, parameters, refusals and routes."""

# Importing a module registers its methods.
from bot.sandbox.bot_api import (
    albums,
    callbacks,
    chats,
    commands,
    copies,
    deletes,
    edits,
    files,
    inline,
    members,
    messages,
    places,
    polls,
    profile,
    updates,
    webhooks,
)
from bot.sandbox.bot_api.dispatch import BotApi
from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.bot_api.registry import method_names

__all__ = [
    "BotApi",
    "LongPolling",
    "albums",
    "callbacks",
    "chats",
    "commands",
    "copies",
    "deletes",
    "edits",
    "files",
    "inline",
    "members",
    "messages",
    "method_names",
    "places",
    "polls",
    "profile",
    "updates",
    "webhooks",
]
