"""Validate Bot API calls with independent models: those of aiogram."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import aiogram.methods
from pydantic import TypeAdapter

MAX_TEXT, MAX_CAPTION, MAX_DATA = 4096, 1024, 64


def read_strictly(calls: Iterable[Mapping[str, Any]]) -> None:
    """Check every call against its method, every answer against its type, and all limits."""
    for call in calls:
        method = _method(call["method"])
        method.model_validate(_decoded(call["params"]), strict=False)
        _check_limits(call["params"])
        if call["status"] == 200:
            _answer_of(method).validate_python(call["response"]["result"])


@cache
def _answer_of(method: Any) -> TypeAdapter[Any]:
    """Made once: it takes longer than all the calls of a story."""
    return TypeAdapter(method.__returning__)


@cache
def _method(name: str) -> Any:
    found = {each.lower(): each for each in aiogram.methods.__all__}
    return getattr(aiogram.methods, found[name.lower()])


def _decoded(params: Mapping[str, Any]) -> dict[str, Any]:
    """Decode nested objects, which are sent as JSON texts."""
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return json.loads(value)
    return value


def _check_limits(params: Mapping[str, Any]) -> None:
    assert len(str(params.get("text", ""))) <= MAX_TEXT
    assert len(str(params.get("caption", ""))) <= MAX_CAPTION
    for row in (_plain(params.get("reply_markup")) or {}).get("inline_keyboard", ()):
        for button in row:
            assert len(button["callback_data"].encode()) <= MAX_DATA
