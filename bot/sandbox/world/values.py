"""The values that make up the sandbox's world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# An object of the Bot API. Its shape is Telegram's, and it is sent unchanged.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a private chat; `id` is also the id of that chat."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    has_written: bool = False
    has_blocked_the_bot: bool = False
    # The account is deleted; the chat stays.
    is_deactivated: bool = False
    is_bot: bool = False

    def as_user(self) -> Json:
        """Return the person as a Bot API User."""
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            **self._names(),
            **({"language_code": self.language_code} if self.language_code else {}),
        }

    def as_chat(self) -> Json:
        """Return the private chat with the person as a Bot API Chat."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> Json:
        names = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {key: value for key, value in names.items() if value}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file: bytes, kind (photo, animation, …) and what its header says."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    data: bytes
    mime_type: str
    name: str | None = None
    width: int | None = None
    height: int | None = None

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message of one chat; `body` is the Bot API Message as it is now."""

    seq: int
    chat_id: int
    message_id: int
    from_bot: bool
    body: Json
    silent: bool = False
    deleted: bool = False
    # The reply keyboard, its removal or a forced reply. Telegram shows it to the person but
    # never echoes it to the bot, and such a message can't be edited.
    reply_markup: Json | None = None
    # The bot's reaction to it, if any.
    reaction: tuple[Json, ...] = ()

    @property
    def sent_at(self) -> int:
        """When it was sent, in Unix seconds."""
        return int(self.body["date"])


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's answer to a button press; `n` counts answers over all people."""

    n: int
    person_id: int
    query_id: str
    text: str
    show_alert: bool
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A button press that waits for its answer."""

    id: str
    person_id: int
    pressed_at: datetime


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """What a person typed after the bot's name, and the results that the bot offered."""

    id: str
    person_id: int
    text: str
    asked_at: datetime
    # InlineQueryResult objects as received; None until the bot has answered.
    results: tuple[Json, ...] | None = None
    next_offset: str = ""
    button: Json | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that the bot is still writing; it is shown for 30 seconds."""

    id: int
    content: Json
    until: datetime


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are delivered, and the last error there."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    # The bot's own certificate, in PEM; if it is empty, the system's trusted roots are used.
    certificate: str = ""
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """Something to tell the bot, and when it expires."""

    id: int
    kind: str
    body: Json
    expires_at: datetime

    def as_json(self) -> Json:
        """Return the update as the Bot API writes it."""
        return {"update_id": self.id, self.kind: self.body}


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call in the call journal; never holds the token."""

    n: int
    at: datetime
    method: str
    params: Json
    chat_id: int | str | None
    status: int
    response: Json
    ms: float

    def as_json(self) -> Json:
        """Return the call as the control API shows it."""
        return {
            "n": self.n,
            "at": self.at.isoformat(),
            "method": self.method,
            "params": self.params,
            "chat_id": self.chat_id,
            "status": self.status,
            "response": self.response,
            "ms": self.ms,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world, for the page and other listeners."""

    kind: str
    data: Json = field(default_factory=dict)
