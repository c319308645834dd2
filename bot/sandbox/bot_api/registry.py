"""The table of methods: name, parameters, function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.bot_api.declared import Fields, fields_of
from bot.sandbox.bot_api.params import Upload
from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.world import Json, World


@dataclass(frozen=True, slots=True)
class Request:
    """One call with its parameters read."""

    world: World
    params: Json
    uploads: Mapping[str, Upload]
    polling: LongPolling


@dataclass(frozen=True, slots=True)
class Described:
    """A result that Telegram sends with a description."""

    result: Any
    description: str


# Returns a result in JSON values, or an awaitable of one.
Answering = Callable[[Request], Any]
Entered = TypeVar("Entered", bound=Answering)


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Bot API."""

    name: str
    fields: Fields
    run: Answering


_METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Entered], Entered]:
    """Register a function as a declared method."""

    def enter(run: Entered) -> Entered:
        _METHODS[name.lower()] = Method(name, fields_of(name), run)
        return run

    return enter


def find_method(name: str) -> Method | None:
    """Find a method by its name, in any case."""
    return _METHODS.get(name.lower())


def method_names() -> list[str]:
    """Return all names, as Telegram spells them."""
    return sorted(method.name for method in _METHODS.values())
