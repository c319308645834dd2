"""Logs: readable or JSON, and never a token, a message text or a health answer."""

import json
import logging
import re
from datetime import UTC, datetime

_TOKEN = re.compile(r"\b(bot)?\d{5,}:[A-Za-z0-9_-]{8,}")

# Their INFO lines hold request addresses (with the token) or come once a second.
_QUIET = ("httpx", "httpcore", "apscheduler", "telegram", "aiosqlite", "alembic", "uvicorn")


class HideTokens(logging.Filter):
    """Removes bot tokens from every record that reaches a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; always True, so no record is dropped."""
        record.msg = hide_tokens(record.getMessage())
        record.args = ()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = hide_tokens(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """One readable line for people."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """The traceback without tokens."""
        return hide_tokens(super().formatException(ei))  # type: ignore[arg-type]


def hide_tokens(text: str) -> str:
    """The text with every bot token replaced."""
    return _TOKEN.sub("<token>", text)


def set_up(level: str = "INFO", form: str = "text") -> None:
    """Log to standard error; `form` is `text` or `json`."""
    handler = logging.StreamHandler()
    handler.addFilter(HideTokens())
    text = TextFormatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # APScheduler warns whenever a job is due while its previous run has not ended.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
