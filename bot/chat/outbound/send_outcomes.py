"""What became of a request to Telegram, and how often one of its kind is made again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.outbound.http_client import NotSent
from bot.chat.outbound.rate_limits import Priority
from bot.services.ports import Gone, SendOutcome, TryLater

NETWORK_PAUSE = timedelta(seconds=10)
"""How long a reminder waits after the network failed."""

PAUSES = (0.0, 1.0, 2.0, 4.0)
"""Seconds before each further try, once Telegram is there again."""

_GONE = ("chat not found", "user is deactivated", "bot was blocked")
_MISSING = ("message to edit not found", "message can't be edited", "there is no")


@dataclass(frozen=True, slots=True)
class Missing:
    """The message to edit is not there any more; send a new one."""


EditOutcome = SendOutcome | Missing


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a request is made at the most, and whether it may arrive twice.

    An edit that arrives twice is one edit, so the second part is about new messages.
    """

    tries: int = 1
    twice: bool = False


POLICIES: Mapping[Priority, Policy] = {
    # Somebody waits for it: better two copies than none.
    Priority.ANSWER: Policy(1 + len(PAUSES), twice=True),
    # Kept in the database, and tried again from there inside a window of its own.
    Priority.REMINDER: Policy(),
    Priority.FOLLOW_UP: Policy(),
    # The next one is more accurate.
    Priority.TICK: Policy(),
    Priority.BROADCAST: Policy(),
}


def kind_of(error: TelegramError) -> str:
    """What to count a refusal as."""
    kinds = ((RetryAfter, "flood"), (Forbidden, "gone"), (BadRequest, "bad"))
    return next((name for kind, name in kinds if isinstance(error, kind)), "network")


def outcome_of(error: TelegramError) -> EditOutcome:
    """Telegram's refusal as a value. What is none of these is a bug of ours, and is raised."""
    prose = error.message.casefold()
    match error:
        case RetryAfter():
            after = error.retry_after
            wait = after if isinstance(after, timedelta) else timedelta(seconds=after)
            return TryLater(wait, certain=True)
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
