"""Reading control requests: a JSON object, checked field by field, with plain errors."""

from __future__ import annotations

import builtins
from typing import Any

from starlette.requests import Request


class BadControl(Exception):
    """The request can't be carried out; the message says why."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    builtins.list: "a list",
}


class Body:
    """A JSON object whose fields are taken one by one; a field that is left over is an error."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = dict(values)

    @classmethod
    async def of(cls, request: Request) -> Body:
        """Read the body of a request; an empty body is an empty object."""
        if not await request.body():
            return cls({})
        try:
            values = await request.json()
        except ValueError:
            raise BadControl("the body is not JSON") from None
        if not isinstance(values, dict):
            raise BadControl("the body must be a JSON object")
        return cls(values)

    def text(self, name: str) -> str:
        """Take a text that must be present and not empty."""
        value = self.maybe_text(name)
        if not value:
            raise BadControl(f'"{name}" is missing')
        return value

    def maybe_text(self, name: str) -> str | None:
        """Take a text, or None."""
        value = self._take(name, str)
        return None if value is None else str(value)

    def number(self, name: str) -> float:
        """Take a number that must be present."""
        value = self.maybe_number(name)
        if value is None:
            raise BadControl(f'"{name}" is missing')
        return value

    def maybe_number(self, name: str) -> float | None:
        """Take a number, or None."""
        value = self._take(name, float)
        return None if value is None else float(value)

    def whole(self, name: str) -> int:
        """Take an integer that must be present."""
        value = self.maybe_whole(name)
        if value is None:
            raise BadControl(f'"{name}" is missing')
        return value

    def maybe_whole(self, name: str) -> int | None:
        """Take an integer, or None."""
        value = self._take(name, int)
        return None if value is None else int(value)

    def maybe_boolean(self, name: str) -> bool:
        """Take a boolean; False if it is missing."""
        return bool(self._take(name, bool))

    def list(self, name: str) -> builtins.list[Any]:
        """Take a list that must be present."""
        value = self._take(name, builtins.list)
        if value is None:
            raise BadControl(f'"{name}" is missing')
        return [*value]

    def end(self) -> None:
        """Refuse fields that nobody took."""
        if self._values:
            names = ", ".join(f'"{name}"' for name in sorted(self._values))
            raise BadControl(f"the sandbox does not know {names} here")

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def _take(self, name: str, kind: type) -> Any:
        value = self._values.pop(name, None)
        accepted = (int, float) if kind is float else (kind,)
        if value is None:
            return None
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise BadControl(f'"{name}" must be {_WORDS[kind]}')
        return value


def query_number(request: Request, name: str) -> int:
    """Return an integer from the query; 0 if it is missing."""
    text = request.query_params.get(name) or "0"
    if not text.removeprefix("-").isdecimal():
        raise BadControl(f'"{name}" must be a whole number')
    return int(text)
