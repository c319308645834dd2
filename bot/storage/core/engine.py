"""Create SQLAlchemy engines with the settings that the stores rely on."""

import json
from functools import partial
from typing import Any

from sqlalchemy import Connection, NullPool, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.core.database_url import Address

BUSY_SECONDS = 10
"""How long SQLite waits for another process's write lock."""

CONNECT_SECONDS = 10
"""The timeout for connecting to a PostgreSQL server."""

_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

_NO_IMPLICIT_BEGIN = {"isolation_level": None}
"""Python's driver for SQLite must not begin transactions; see `begin`."""

_compact = partial(json.dumps, separators=(",", ":"))
"""JSON without spaces takes a tenth less space in the database."""

POOL = 12
"""PostgreSQL connections per process: sending uses one or two, the rest serve people's taps."""

READERS = 3
"""Read-only SQLite connections. More would compete for the CPU, and each one takes memory."""


def create(address: Address, *, foreign_keys: bool = True, snapshot: bool = False) -> AsyncEngine:
    """An engine for the address. It does not connect yet.

    `snapshot=True` is read-only: each transaction sees one snapshot and blocks nobody.

    `foreign_keys=False` is for SQLite migrations, which rebuild tables: with foreign keys on,
    dropping a table deletes the rows that refer to it.
    """
    if address.file is None:
        return create_async_engine(
            address.url,
            pool_size=POOL,
            pool_pre_ping=True,
            connect_args={"timeout": CONNECT_SECONDS},
            hide_parameters=True,
            json_serializer=_compact,
            execution_options=_SNAPSHOT if snapshot else {},
        )
    # One connection: units of work queue in the pool, in order, instead of contending for the
    # database lock. A unit of work is short and never waits for the network.
    engine = create_async_engine(
        address.url,
        pool_size=1,
        max_overflow=0,
        connect_args=_NO_IMPLICIT_BEGIN,
        hide_parameters=True,
        json_serializer=_compact,
    )
    _set_up_sqlite(engine, foreign_keys=foreign_keys, snapshot=snapshot)
    return engine


def create_readers(address: Address) -> AsyncEngine | None:
    """An engine for read-only units of work; None for PostgreSQL, where the main engine serves.

    In SQLite's WAL mode readers and writers do not block each other. Each transaction sees what
    was committed when it began.
    """
    if address.file is None:
        return None
    engine = create_async_engine(
        address.url,
        pool_size=READERS,
        max_overflow=0,
        connect_args=_NO_IMPLICIT_BEGIN,
        hide_parameters=True,
    )
    _set_up_sqlite(engine, foreign_keys=True, snapshot=True)
    return engine


def create_for_lock(address: Address) -> AsyncEngine | None:
    """An engine whose connections hold advisory locks outside transactions; None for SQLite.

    Keepalives let the server notice within seconds that a client machine is gone.
    """
    if address.file is not None:
        return None
    settings = {
        "tcp_keepalives_idle": "2",
        "tcp_keepalives_interval": "1",
        "tcp_keepalives_count": "2",
    }
    return create_async_engine(
        address.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": CONNECT_SECONDS, "server_settings": settings},
        hide_parameters=True,
    )


def _set_up_sqlite(engine: AsyncEngine, *, foreign_keys: bool, snapshot: bool) -> None:
    pragmas = (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        # A power cut must not lose the record that a message is being sent: it would be repeated.
        "synchronous = FULL",
        "secure_delete = ON",  # overwrite deleted data
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        f"query_only = {'ON' if snapshot else 'OFF'}",
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # Take the write lock first: two transactions that read and then write would deadlock.
        # Readers need no lock, and see the database as of their first read.
        connection.exec_driver_sql("BEGIN" if snapshot else "BEGIN IMMEDIATE")
