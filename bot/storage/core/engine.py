"""Engines, set up the way that the stores rely on."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.core import sqlite_driver
from bot.storage.core.database_url import Address

BUSY_SECONDS = 10
"""How long SQLite waits for another process that is writing."""

CONNECT_SECONDS = 10
"""How long a PostgreSQL server may take to answer."""

_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

_compact = partial(json.dumps, separators=(",", ":"))
"""JSON without spaces: a tenth less of it in the database."""

POOL = 12
"""PostgreSQL connections of one process: sends share one or two, the rest is for who taps."""

READERS = 3
"""SQLite connections that only read. More would share the processor, and take memory each."""


def create(
    address: Address,
    *,
    foreign_keys: bool = True,
    snapshot: bool = False,
    connect: Callable[[Path], Awaitable[sqlite_driver.Connection]] = sqlite_driver.connect,
) -> AsyncEngine:
    """An engine for the address; nothing is connected yet.

    `snapshot=True` is for reading only: each transaction sees one moment and holds nobody up.

    `foreign_keys=False` is for migrations of SQLite, which rebuild tables: a table that is dropped
    while they are on takes the rows that refer to it along.

    `connect` makes SQLite's connections otherwise than in a thread of their own.
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
    # One connection: units of work take turns in the pool, in order, instead of waking each other
    # up at the lock. A unit of work is short and never waits for the network.
    engine = create_async_engine(
        address.url,
        pool_size=1,
        max_overflow=0,
        async_creator=partial(connect, address.file),
        hide_parameters=True,
        json_serializer=_compact,
    )
    _set_up_sqlite(engine, foreign_keys=foreign_keys, snapshot=snapshot)
    return engine


def create_readers(address: Address) -> AsyncEngine | None:
    """An engine for units of work that only read; None where the first one serves all alike.

    In SQLite's WAL mode readers wait for nobody, and nobody for them. Each transaction sees what
    was committed when it began.
    """
    if address.file is None:
        return None
    engine = create_async_engine(
        address.url,
        pool_size=READERS,
        max_overflow=0,
        async_creator=partial(sqlite_driver.connect, address.file),
        hide_parameters=True,
    )
    _set_up_sqlite(engine, foreign_keys=True, snapshot=True)
    return engine


def create_for_lock(address: Address) -> AsyncEngine | None:
    """An engine whose connections hold locks and no transactions; None where nobody shares.

    The server notices within seconds when the machine at the other end is gone.
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
        # A power cut must not forget that a message is on its way: it would be sent again.
        "synchronous = FULL",
        "secure_delete = ON",  # what is deleted is overwritten
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        f"query_only = {'ON' if snapshot else 'OFF'}",
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself, see below
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # Taking the write lock first: two that read and then both write would end in a deadlock.
        # Who only reads needs none, and sees the file as it was at the first look.
        driver: Any = connection.connection.driver_connection
        driver.begin("BEGIN" if snapshot else "BEGIN IMMEDIATE")
