"""Parameters of a call: declared by name and type, read strictly."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.declared import Fields, Mismatch, check_object
from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.world import Json

# Telegram treats a bad number here as missing, and bots rely on it.
_LENIENT = frozenset({"offset", "limit", "timeout", "max_connections"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a request."""

    name: str | None
    mime_type: str | None
    data: bytes


def read_params(fields: Fields, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Json:
    """Convert the parameters to their types; an unknown name or a wrong type is refused.

    Chats, files and nested values stay unread: the method reads them, in the order and with the
    words of the real server.
    """
    for name in (*raw, *uploads):
        if name not in fields and not (name in uploads and _is_attached(name, raw)):
            raise bad_request(f'the sandbox knows no parameter "{name}" of this method')
    return {name: _read(fields[name].type, name, value) for name, value in raw.items()}


def read_json(value: Any, what: str) -> Any:
    """Read a nested value: JSON in a string, or a part of a JSON body; None if it is missing.

    `what` completes the refusal: "can't parse … JSON object".
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None


def read_list(value: Any, what: str, expected: str, kind: str | None = None) -> list[Any]:
    """Read a nested array, empty if it is missing; with `kind`, check each item against it.

    The refusals are "can't parse {what} JSON object" and "expected {expected}".
    """
    items = read_json(value, what)
    if items is None:
        return []
    if not isinstance(items, list):
        raise bad_request(f"expected {expected}")
    for item in items if kind else ():
        check_nested(item, str(kind), f"can't parse {kind}: ")
    return items


def read_object(value: Any, what: str, kind: str) -> Json:
    """Read a nested object of a kind, empty if it is missing.

    The refusals are "can't parse {what} JSON object" and "object expected as {what}".
    """
    parsed = read_json(value, what)
    if parsed is None:
        return {}
    if not isinstance(parsed, dict):
        raise bad_request(f"object expected as {what}")
    check_nested(parsed, kind)
    return parsed


def check_nested(value: Any, kind: str, prefix: str = "") -> None:
    """Refuse a nested object that does not match the declaration of its kind."""
    try:
        check_object(value, kind)
    except Mismatch as mismatch:
        raise bad_request(f"{prefix}{mismatch}") from None


def _is_attached(name: str, raw: Mapping[str, Any]) -> bool:
    return any(f"attach://{name}" in _as_text(value) for value in raw.values())


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read(kind: str, name: str, value: Any) -> Any:
    reader = _READERS.get(kind)
    return reader(name, value) if reader else value


def _wrong(name: str, expected: str) -> Exception:
    return bad_request(f'parameter "{name}" must be {expected}')


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict | list | bool) or value is None:
        raise _wrong(name, "a string")
    return str(value)


def _integer(name: str, value: Any) -> int:
    text = str(value).strip()
    if not isinstance(value, bool) and text.removeprefix("-").isdecimal():
        return int(text)
    if name in _LENIENT:
        return 0
    raise _wrong(name, "an integer")


def _float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise _wrong(name, "a number") from None


_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


def _boolean(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise _wrong(name, "true or false")
    return text in _TRUE


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "String": _string,
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
}
