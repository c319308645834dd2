"""Refusals of the Bot API: a code, Telegram's own words, and parameters where it has any."""

from __future__ import annotations

from typing import Any


class ApiRefusal(Exception):
    """The call fails with this answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The answer's body."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(sentence: str) -> ApiRefusal:
    """400, with the prefix that Telegram puts before its reasons.

    After it a sentence begins small, unless it begins with a name in capitals.
    """
    if not (sentence[1:2].isupper() or sentence[1:2] == "_"):
        sentence = sentence[:1].lower() + sentence[1:]
    return ApiRefusal(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> ApiRefusal:
    """403."""
    return ApiRefusal(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiRefusal:
    """409."""
    return ApiRefusal(409, f"Conflict: {sentence}")


def too_many_requests(seconds: int) -> ApiRefusal:
    """429, to be tried again after so many seconds."""
    return ApiRefusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
