"""The state of the sandbox: plain values and the rules for changing them."""

from bot.sandbox.world.groups import Chat, Group
from bot.sandbox.world.polls import Poll
from bot.sandbox.world.values import (
    Answer,
    Call,
    Draft,
    Event,
    InlineQuery,
    Json,
    Person,
    Query,
    StoredFile,
    StoredMessage,
    Update,
    Webhook,
)
from bot.sandbox.world.world import World

__all__ = [
    "Answer",
    "Call",
    "Chat",
    "Draft",
    "Event",
    "Group",
    "InlineQuery",
    "Json",
    "Person",
    "Poll",
    "Query",
    "StoredFile",
    "StoredMessage",
    "Update",
    "Webhook",
    "World",
]
