"""The table of methods, their parameters and the objects in them, from `declared.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("declared.txt")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method, or one field of an object."""

    name: str
    type: str
    is_required: bool


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Entry:
    """A method, an object, or (with `choices`) a union of objects."""

    fields: Fields
    choices: Mapping[str, str]


class Mismatch(Exception):
    """A value does not match its declaration; the message is in the server's words."""


def fields_of(name: str) -> Fields:
    """Return the fields of a method or an object; raises KeyError for an unknown name."""
    return _table()[name].fields


def declared_names() -> list[str]:
    """Return every name in the table."""
    return list(_table())


@cache
def _table() -> dict[str, Entry]:
    text = _TABLE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    entries = "\n".join(lines).replace("\n ", " ").splitlines()
    return dict(_entry(line.split()) for line in entries)


def _entry(words: list[str]) -> tuple[str, Entry]:
    name, *rest = words
    if rest[:1] == ["="]:
        return name, Entry({}, dict(word.split(":") for word in rest[1:]))
    fields = (_field(*word.split(":")) for word in rest)
    return name, Entry({field.name: field for field in fields}, {})


def _field(name: str, kind: str) -> Field:
    return Field(name.removesuffix("!"), kind, name.endswith("!"))


def check_object(value: Any, kind: str) -> None:
    """Check an object and its nested objects against the declaration; raises `Mismatch`."""
    if not isinstance(value, dict):
        raise Mismatch("expected an Object")
    entry = _table()[kind]
    if entry.choices:
        check_object(value, _chosen(entry.choices, value))
        return
    for name, inner in value.items():
        field = entry.fields.get(name)
        if field is None:
            raise Mismatch(f'the sandbox knows no field "{name}" of a {kind}')
        if inner is not None:
            _check(inner, field.type, name)
    for field in entry.fields.values():
        if field.is_required and value.get(field.name) is None:
            raise Mismatch(f'Can\'t find field "{field.name}"')


def _chosen(choices: Mapping[str, str], value: Mapping[str, Any]) -> str:
    kind = choices.get(str(value.get("type")))
    kind = kind or next((choices[key] for key in choices if key in value), None)
    if kind is None:
        raise Mismatch("Unsupported type specified")
    return kind


def _check(value: Any, kind: str, name: str) -> None:
    if kind.startswith("["):
        if not isinstance(value, list):
            raise Mismatch(f'Field "{name}" must be of type Array')
        for item in value:
            _check(item, kind[1:-1], name)
        return
    words = _BASIC.get(kind)
    if words is None:
        if not isinstance(value, dict):
            raise Mismatch(f'Field "{name}" must be of type Object')
        check_object(value, kind)
    elif not words[0](value):
        raise Mismatch(f'Field "{name}" must be {words[1]}')


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    text = str(value).removeprefix("-")
    return isinstance(value, str | int) and not isinstance(value, bool) and text.isdecimal()


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return _is_whole(value.replace(".", "", 1))
    return isinstance(value, int | float) and not isinstance(value, bool)


# For each type: the accepted values, and the server's error. Numbers may be sent as strings.
_BASIC = {
    "Integer": (_is_whole, "a Number"),
    "Float": (_is_number, "of type Number"),
    "String": (_is_text, "of type String"),
    "Boolean": (_is_boolean, "of type Boolean"),
    "Integer|String": (_is_text, "of type String"),
}
