"""What a message is before anybody knows how Telegram wants it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.content.media import Clip
from bot.domain.routines.custom_exercise import Media


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: what it says, and the data that comes back (64 bytes at most)."""

    label: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


class Effect(StrEnum):
    """What plays once when a message arrives in a private chat. Telegram documents no numbers."""

    CONFETTI = "5046509860389126442"


Picture = Path | Clip | Media | bytes
"""A still or a moving picture of the content, one that somebody sent, or PNG bytes drawn now."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file made for this one message."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A text in Telegram's HTML (4096 characters), or a picture with a caption (1024)."""

    text: str
    keyboard: Keyboard = ()
    picture: Picture | None = None
    silent: bool = False
    effect: Effect | None = None
    document: Document | None = None


def rows(buttons: Iterable[Button], width: int) -> Keyboard:
    """Buttons in rows of a width, in order."""
    flat: Sequence[Button] = tuple(buttons)
    return tuple(tuple(flat[start : start + width]) for start in range(0, len(flat), width))


def paragraphs(*parts: str | None) -> str:
    """Parts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """Parts on a line each; empty ones are left out."""
    return "\n".join(part for part in parts if part)
