"""The state of the sandbox: pure values and the rules by which they change."""

from bot.sandbox.world.values import (
    Answer,
    Call,
    Event,
    Json,
    Person,
    Query,
    StoredFile,
    StoredMessage,
    Update,
)
from bot.sandbox.world.world import World

__all__ = [
    "Answer",
    "Call",
    "Event",
    "Json",
    "Person",
    "Query",
    "StoredFile",
    "StoredMessage",
    "Update",
    "World",
]
