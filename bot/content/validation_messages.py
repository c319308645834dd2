"""Error messages for authors: the field, what is wrong, and how to correct it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from bot.content.yaml_lines import Place

_Say = Callable[[str, Mapping[str, Any]], str]

_SENTENCES: dict[str, _Say] = {
    "missing": lambda name, _: f"{name} is missing: add it.",
    "extra_forbidden": lambda name, _: f"{name} is no field here: correct or remove it.",
    "enum": lambda name, more: f"{name} must be one of {more['expected']}.",
    "literal_error": lambda name, more: f"{name} must be {more['expected']}.",
    "string_type": lambda name, _: f"{name} must be text: put it in quotes.",
    "int_type": lambda name, _: f"{name} must be a whole number.",
    "bool_type": lambda name, _: f"{name} must be true or false.",
    "greater_than": lambda name, more: f"{name} must be above {more['gt']}.",
    "value_error": lambda name, more: f"{name} {more['error']}: correct it.",
    "string_pattern_mismatch": lambda name, more: (
        f"{name} is not written as it must be ({more['pattern']}): correct it."
    ),
}


def sentence(place: Place, error: ErrorDetails) -> str:
    """One sentence for the author about the value at that place."""
    name = repr(".".join(str(step) for step in place)) if place else "the file"
    say = _SENTENCES.get(error["type"])
    if say is not None:
        return say(name, error.get("ctx", {}))
    message = error["msg"]
    return f"{name}: {message[:1].lower()}{message[1:]}: correct it."
