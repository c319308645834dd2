"""Date-time and custom emoji entities: which markup is valid."""

from __future__ import annotations

from bot.sandbox.text.formatted import MarkupError
from bot.sandbox.text.links import Meaning, internal_query, whole

_FORMAT_CHARACTERS = frozenset("tTdDwW")


def date_format(text: str) -> str | None:
    """Return the normalised format of a date-time; None if the server refuses it."""
    if text in ("r", "R"):
        return "r"
    if not set(text) <= _FORMAT_CHARACTERS:
        return None
    day = "d" if "d" in text else "D" if "D" in text else ""
    time = "t" if "t" in text else "T" if "T" in text else ""
    return ("w" if "w" in text.lower() else "") + day + time


def date_time(moment: int, form: str) -> Meaning:
    """Return the entity for a moment, in Unix seconds, and a checked format."""
    return "date_time", {"unix_time": moment, "date_time_format": form}


def emoji_or_time(address: str) -> Meaning:
    """Parse `tg://emoji?id=…` or `tg://time?unix=…`; raises `MarkupError` for anything else."""
    ids = [value for key, value in internal_query(address, "emoji") if key == "id"]
    emoji = whole(ids[0]) if ids else None
    if emoji:
        return "custom_emoji", {"custom_emoji_id": str(emoji)}
    values = internal_query(address, "time")
    moments = [whole(value, bits=31) or 0 for key, value in values if key == "unix"]
    form = date_format(dict(values).get("format", ""))
    if not moments or min(moments) <= 0 or form is None:
        raise MarkupError("Invalid tg://emoji or tg://time URL specified")
    return date_time(moments[-1], form)
