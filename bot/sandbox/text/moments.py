"""Date-time and custom emoji entities: what their markup may say."""

from __future__ import annotations

from bot.sandbox.text.formatted import MarkupError
from bot.sandbox.text.links import Meaning, internal_query, whole

_LETTERS = frozenset("tTdDwW")


def date_format(text: str) -> str | None:
    """The format of a date-time as the server gives it back; None for one that it refuses."""
    if text in ("r", "R"):
        return "r"
    if not set(text) <= _LETTERS:
        return None
    day = "d" if "d" in text else "D" if "D" in text else ""
    time = "t" if "t" in text else "T" if "T" in text else ""
    return ("w" if "w" in text.lower() else "") + day + time


def date_time(moment: int, form: str) -> Meaning:
    """The entity for a moment, in Unix seconds, and a format that was looked at."""
    return "date_time", {"unix_time": moment, "date_time_format": form}


def emoji_or_time(address: str) -> Meaning:
    """What `tg://emoji?id=…` or `tg://time?unix=…` means; raises `MarkupError` for others."""
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
