"""Translate what database drivers raise, and explain why a database could not be opened."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator

from sqlalchemy.exc import SQLAlchemyError

from bot.storage.core.database_url import Address
from bot.storage.core.errors import DatabaseFailed

Kinds = tuple[type[Exception], ...]
Sentence = Callable[[str], str]

_SQLITE: tuple[tuple[str, Sentence], ...] = (
    (
        "not a database",
        lambda name: (
            f"The file {name} is not a database: name another file, or put a backup in its place."
        ),
    ),
    (
        "malformed",
        lambda name: f"The database file {name} is damaged: put a backup in its place.",
    ),
    (
        "locked",
        lambda name: (
            f"Another process is writing to {name}: stop it first; "
            "several copies side by side need PostgreSQL."
        ),
    ),
    (
        "",
        lambda name: (
            f"The database file {name} cannot be opened for writing: "
            "make the file and its folder writable for this user, or name another file."
        ),
    ),
)


def errors() -> Kinds:
    """What the drivers raise when the database fails; anything else is a bug in Limber."""
    import asyncpg  # type: ignore[import-untyped]

    return (SQLAlchemyError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise `DatabaseFailed` instead of what a driver raises in the block."""
    try:
        yield
    except errors() as error:
        raise DatabaseFailed(type(error).__name__) from error


def _postgresql() -> tuple[tuple[Kinds, Sentence], ...]:
    import asyncpg

    return (
        (
            (asyncpg.InvalidAuthorizationSpecificationError,),
            lambda name: (
                f"The PostgreSQL server refuses the login to {name}: "
                "correct the user and the password in the database URL."
            ),
        ),
        (
            (asyncpg.InvalidCatalogNameError,),
            lambda name: (
                f"The PostgreSQL server has no database {name}: "
                "create it, for instance with createdb."
            ),
        ),
        (
            (asyncpg.InsufficientPrivilegeError,),
            lambda name: (
                f"The login to {name} may not create tables: make it the owner of the database."
            ),
        ),
        (
            (OSError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError),
            lambda name: (
                f"The PostgreSQL server of {name} does not answer: "
                "start it, or correct the host and the port in the database URL."
            ),
        ),
    )


def sentence(address: Address, error: BaseException) -> str:
    """The message for the operator: what is wrong and the remedy, and no password."""
    causes = tuple(_causes(error))
    if address.file is not None:
        text = " ".join(map(str, causes)).casefold()
        return next(say(address.name) for sign, say in _SQLITE if sign in text)
    for kinds, say in _postgresql():
        if any(isinstance(cause, kinds) for cause in causes):
            return say(address.name)
    kind = type(causes[-1]).__name__
    return f"The database {address.name} cannot be opened ({kind}): look into the server's log."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__ or error.__context__
