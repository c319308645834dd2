"""Refusals of the Bot API: a code, Telegram's description, and its parameters."""

from __future__ import annotations

from typing import Any


class ApiRefusal(Exception):
    """The call fails with this error."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(sentence: str) -> ApiRefusal:
    """Build a 400, with Telegram's prefix "Bad Request: ".

    The sentence after the prefix starts in lower case, unless it starts with a name in capitals.
    """
    if not (sentence[1:2].isupper() or sentence[1:2] == "_"):
        sentence = sentence[:1].lower() + sentence[1:]
    return ApiRefusal(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> ApiRefusal:
    """Build a 403."""
    return ApiRefusal(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiRefusal:
    """Build a 409."""
    return ApiRefusal(409, f"Conflict: {sentence}")


def too_many_requests(seconds: int) -> ApiRefusal:
    """Build a 429, with the seconds to wait before a retry."""
    return ApiRefusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
