"""Outcomes of requests to Telegram, and the pauses between retries."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.outbound.http_client import NotSent
from bot.services.ports import Gone, SendOutcome, TryLater

NETWORK_PAUSE = timedelta(seconds=10)
"""How long a reminder waits after a network error."""

PAUSES = (0.0, 1.0, 2.0, 4.0)
"""Seconds before each retry of an answer, once Telegram is reachable again. Somebody is waiting:
two copies are better than none. Reminders and broadcasts are retried from the database."""

_GONE = ("chat not found", "user is deactivated", "bot was blocked")
_MISSING = ("message to edit not found", "message can't be edited", "there is no")


@dataclass(frozen=True, slots=True)
class Missing:
    """The message to edit does not exist any more. Send a new one."""


EditOutcome = SendOutcome | Missing


def pause_of(error: RetryAfter) -> timedelta:
    """Return the pause that Telegram asks for, which the library gives as one of two types."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def kind_of(error: TelegramError) -> str:
    """Return the metric label of an error."""
    kinds = ((RetryAfter, "flood"), (Forbidden, "gone"), (BadRequest, "bad"))
    return next((name for kind, name in kinds if isinstance(error, kind)), "network")


def outcome_of(error: TelegramError) -> EditOutcome:
    """Return an error as an outcome. Raises errors that are bugs of ours."""
    prose = error.message.casefold()
    match error:
        case RetryAfter():
            return TryLater(pause_of(error), certain=True)
        case Forbidden():
            return Gone()
        case BadRequest() if any(sign in prose for sign in _GONE):
            return Gone()
        case BadRequest() if any(sign in prose for sign in _MISSING):
            return Missing()
        case BadRequest():
            raise error
        case NetworkError():
            return TryLater(NETWORK_PAUSE, certain=isinstance(error, NotSent))
        case _:
            raise error
