"""Convert the database URL that an operator writes into one that the drivers understand."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.core.errors import StorageUnavailable

_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})
_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})
_OPTIONS = {"host": "host", "port": "port", "ssl": "ssl", "sslmode": "ssl"}
"""Allowed query options of a PostgreSQL URL, and asyncpg's names for them."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database is. `file` is set for SQLite only; `name` contains no password."""

    url: URL
    name: str
    file: Path | None = None


def read(text: str) -> Address:
    """Parse `sqlite:///path`, `postgresql://…` or `postgres://…`.

    Raises `StorageUnavailable` otherwise, without the URL, which may contain a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is not None and url.drivername in _SQLITE:
        return _sqlite(url)
    if url is not None and url.drivername in _POSTGRESQL:
        return _postgresql(url)
    raise StorageUnavailable(
        "The database URL is not understood: write sqlite:///path/to/limber.db or "
        "postgresql://user:password@host/database."
    )


def files_of(text: str) -> tuple[Path, ...]:
    """The database file of SQLite; empty for PostgreSQL. Raises as `read` does."""
    file = read(text).file
    return () if file is None else (file,)


def _sqlite(url: URL) -> Address:
    if not url.database or url.database == ":memory:" or url.query:
        raise StorageUnavailable(
            "The database URL must name a file and nothing else: write sqlite:///path/to/limber.db."
        )
    file = Path(url.database)
    return Address(url.set(drivername="sqlite+aiosqlite"), str(file), file)


def _postgresql(url: URL) -> Address:
    unknown = sorted(set(url.query) - set(_OPTIONS))
    if unknown:
        raise StorageUnavailable(
            f"The database URL has an option that is not known here, {unknown[0]!r}: take it out; "
            "after the question mark only host, port and sslmode are read."
        )
    if not url.database:
        raise StorageUnavailable(
            "The database URL names no database: write postgresql://user:password@host/database."
        )
    options = {_OPTIONS[name]: value for name, value in url.query.items()}
    host = url.host or options.get("host") or "localhost"
    name = f"{url.database!r} at {host}:{url.port or options.get('port') or 5432}"
    return Address(url.set(drivername="postgresql+asyncpg", query=options), name)
