"""Settings: read once from the environment, passed on, never changed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TELEGRAM = "https://api.telegram.org"
LISTEN = "127.0.0.1:8090"
"""Where to listen for the webhook by default."""

TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the name of the setting, not a token

MOST_SPREAD = 60
"""Minutes of the widest window over which reminders are spread."""


class BadSettings(Exception):
    """Every problem of the settings, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Secrets never appear in `repr`."""

    token: str = field(repr=False)
    api_url: str = TELEGRAM
    data: Path = Path(".limber/data")
    database_url: str = field(default="", repr=False)
    content: Path | None = None
    log_level: str = "INFO"
    log_format: str = "text"
    sends_per_second: float = 28.0
    spread_minutes: int = 0
    paid_broadcast: bool = False
    look_for_lost: bool = False
    chat_gap: float = 1.0
    """Seconds between messages to one chat; only the demo uses another value."""
    public_url: str = ""
    listen: str = ""
    webhook_secret: str = field(default="", repr=False)
    admins: frozenset[int] = frozenset()

    @property
    def bot_id(self) -> int:
        """Telegram's id of the bot: the first part of its token."""
        return int(self.token.partition(":")[0])

    @property
    def database(self) -> str:
        """The database to use: the one that was set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data / 'limber.db'}"

    @property
    def spread(self) -> timedelta:
        """The window in which each person has a fixed offset."""
        return timedelta(minutes=self.spread_minutes)

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port to listen at; None without a web server."""
        listen = self.listen or (LISTEN if self.public_url else "")
        host, _, port = listen.rpartition(":")
        return (host.strip("[]"), int(port)) if listen else None


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, the field it fills, and how it is read."""

    name: str
    field: str
    about: str
    read: Callable[[str], Any] = str
    secret: bool = False


def _level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("use DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _format(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError("use text or json")
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("give an address that starts with https:// or http://")
    return text.rstrip("/")


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        raise ValueError("give a number, such as 28") from None
    if not 0 < rate <= 1000:
        raise ValueError("give a number above 0 and up to 1000")
    return rate


def _minutes(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_SPREAD:
        raise ValueError(f"give a number of minutes from 0 to {MOST_SPREAD}")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("use yes or no")
    return text == "yes"


def _listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("give a host and a port, such as 127.0.0.1:8090")
    return text


def _secret(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", text):
        raise ValueError("use 16 to 256 of the letters A to Z, a to z, the digits, _ and -")
    return text


def _ids(text: str) -> frozenset[int]:
    numbers = text.replace(",", " ").split()
    if not all(number.isdecimal() for number in numbers):
        raise ValueError("give Telegram ids, which are numbers, with spaces between them")
    return frozenset(map(int, numbers))


def _token(text: str) -> str:
    number, _, rest = text.partition(":")
    if not number.isdigit() or not rest:
        raise ValueError("a token looks like 123456:ABC…; ask @BotFather in Telegram for yours")
    return text


SETTINGS = (
    Setting(TOKEN, "token", "the bot's token from @BotFather", _token, secret=True),
    Setting("TELEGRAM_API_URL", "api_url", "the Bot API server", _url),
    Setting("LIMBER_DATA", "data", "the folder for the SQLite file", Path),
    Setting("DATABASE_URL", "database_url", "PostgreSQL or SQLite instead", secret=True),
    Setting("LIMBER_CONTENT", "content", "another content folder", Path),
    Setting("LIMBER_LOG_LEVEL", "log_level", "DEBUG, INFO, WARNING or ERROR", _level),
    Setting("LIMBER_LOG_FORMAT", "log_format", "text or json", _format),
    Setting("LIMBER_SENDS_PER_SECOND", "sends_per_second", "Telegram's limit is about 30", _rate),
    Setting("LIMBER_SPREAD_MINUTES", "spread_minutes", "reminders within a window", _minutes),
    Setting("LIMBER_PAID_BROADCAST", "paid_broadcast", "let reminders cost Stars", _yes_or_no),
    Setting(
        "LIMBER_LOOK_FOR_LOST", "look_for_lost", "experimental, see bot/ops/README.md", _yes_or_no
    ),
    Setting("LIMBER_PUBLIC_URL", "public_url", "where Telegram sends updates", _url),
    Setting("LIMBER_LISTEN", "listen", "host and port for webhook, health, metrics", _listen),
    Setting("LIMBER_WEBHOOK_SECRET", "webhook_secret", "what it sends", _secret, secret=True),
    Setting("LIMBER_ADMINS", "admins", "who gets /admin", _ids),
)


def read(environment: Mapping[str, str], *, needs_token: bool = True) -> Settings:
    """The settings of an environment. Raises `BadSettings` with every problem at once.

    Commands that only use the database need no token. A secret can be read from a file instead:
    `NAME_FILE` names it.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in SETTINGS:
        try:
            text = _text(setting, environment)
            if text:
                values[setting.field] = setting.read(text)
        except ValueError as error:
            problems.append(f"{setting.name}: {error}.")
    if (
        needs_token
        and "token" not in values
        and not any(problem.startswith(TOKEN) for problem in problems)
    ):
        problems.append(
            f"{TOKEN} is not set. Ask @BotFather in Telegram for a token, "
            "or try Limber without one: limber demo."
        )
    if problems:
        raise BadSettings(problems)
    return Settings(**{"token": "", **values})


def _text(setting: Setting, environment: Mapping[str, str]) -> str:
    path = environment.get(f"{setting.name}_FILE") if setting.secret else None
    if not path:
        return environment.get(setting.name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"the file that {setting.name}_FILE names cannot be read") from error
