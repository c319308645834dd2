"""Parameters of a call: declared by name and kind, read strictly."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.world import Json


class Kind(Enum):
    """What a parameter may hold."""

    STRING = auto()
    INTEGER = auto()
    # Telegram reads a bad number in a few places as nothing; here that must be declared.
    LENIENT_INTEGER = auto()
    BOOLEAN = auto()
    OBJECT = auto()
    ARRAY = auto()
    # Left as it came: the method reads it with words of its own.
    RAW = auto()
    # A file part, `attach://name`, a file_id or an address.
    FILE = auto()


STRING, INTEGER, BOOLEAN = Kind.STRING, Kind.INTEGER, Kind.BOOLEAN
OBJECT, ARRAY, RAW, FILE = Kind.OBJECT, Kind.ARRAY, Kind.RAW, Kind.FILE
LENIENT_INTEGER = Kind.LENIENT_INTEGER
Declared = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a request."""

    name: str | None
    mime_type: str | None
    data: bytes


def read_params(declared: Declared, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Json:
    """The parameters by kind; an unknown name or a value of another kind is refused."""
    for name in (*raw, *uploads):
        if name not in declared and not (name in uploads and _is_attached(name, raw)):
            raise bad_request(f'the sandbox knows no parameter "{name}" of this method')
    return {name: _read(declared[name], name, value) for name, value in raw.items()}


def _is_attached(name: str, raw: Mapping[str, Any]) -> bool:
    return any(f"attach://{name}" in _as_text(value) for value in raw.values())


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read(kind: Kind, name: str, value: Any) -> Any:
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
    if isinstance(value, bool) or not text.removeprefix("-").isdecimal():
        raise _wrong(name, "an integer")
    return int(text)


def _lenient_integer(_name: str, value: Any) -> int:
    text = str(value).strip()
    return int(text) if text.removeprefix("-").isdecimal() else 0


_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


def _boolean(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise _wrong(name, "true or false")
    return text in _TRUE


def _json(name: str, value: Any, shape: type, word: str) -> Any:
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise _wrong(name, f"{word} in JSON") from None
    if not isinstance(parsed, shape):
        raise _wrong(name, word)
    return parsed


_READERS: dict[Kind, Callable[[str, Any], Any]] = {
    Kind.STRING: _string,
    Kind.INTEGER: _integer,
    Kind.LENIENT_INTEGER: _lenient_integer,
    Kind.BOOLEAN: _boolean,
    Kind.OBJECT: lambda name, value: _json(name, value, dict, "an object"),
    Kind.ARRAY: lambda name, value: _json(name, value, list, "an array"),
}
