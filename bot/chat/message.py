"""Messages, keyboards and files, independent of the Bot API."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.content.media import Clip
from bot.domain.routines.custom_exercise import Media


class ButtonStyle(StrEnum):
    """A button's colour, where the client shows it (Bot API 9.4). The label says the same."""

    MAIN = "success"
    STOP = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its label, its callback data (at most 64 bytes), and its colour."""

    label: str
    data: str
    style: ButtonStyle | None = None


Keyboard = tuple[tuple[Button, ...], ...]


class Effect(StrEnum):
    """An effect that plays once in a private chat. Telegram does not document the ids."""

    CONFETTI = "5046509860389126442"


Picture = Path | Clip | Media | bytes
"""A picture or clip of the content, media that somebody sent, or the bytes of a PNG."""


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
    """Arrange buttons in rows of `width`, in order."""
    flat: Sequence[Button] = tuple(buttons)
    return tuple(tuple(flat[start : start + width]) for start in range(0, len(flat), width))


def paragraphs(*parts: str | None) -> str:
    """Join the non-empty parts with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """Join the non-empty parts, one on each line."""
    return "\n".join(part for part in parts if part)
