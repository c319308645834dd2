"""One sender per token: of several processes on one PostgreSQL, the holder of a lock sends."""

import asyncio
import logging

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.core.driver_errors import errors

log = logging.getLogger(__name__)

TIMEOUT = 2.0
"""Seconds to wait for the database; without an answer this process does not lead."""

_NAMESPACE = 0x4C65 << 48
"""Separates these locks from those of other programs and from the migration lock."""


class Leadership:
    """Whether this process sends for a bot. The lock is released when the process ends."""

    def __init__(self, engine: AsyncEngine | None, bot_id: int) -> None:
        self._engine = engine
        self._key = _NAMESPACE | bot_id
        self._connection: AsyncConnection | None = None
        self._has_lock = False

    async def holds(self) -> bool:
        """Try to become the leader; whether this process leads. With SQLite it always does."""
        if self._engine is None:
            return True
        try:
            async with asyncio.timeout(TIMEOUT):
                self._has_lock = await self._ask(self._engine)
        except errors() as error:
            log.warning("the database does not confirm the leader: %s", type(error).__name__)
            await self._drop()
        return self._has_lock

    async def resign(self) -> None:
        """Let another process become the leader immediately."""
        await self._drop()
        if self._engine is not None:
            await self._engine.dispose()

    async def _ask(self, engine: AsyncEngine) -> bool:
        if self._connection is None:
            self._connection = await engine.connect()
        if self._has_lock:
            await self._connection.execute(text("SELECT 1"))
            return True
        query = text("SELECT pg_try_advisory_lock(:key)")
        return bool(await self._connection.scalar(query, {"key": self._key}))

    async def _drop(self) -> None:
        connection, self._connection, self._has_lock = self._connection, None, False
        if connection is None:
            return
        try:
            await connection.invalidate()  # ends the session, which releases the lock
            await connection.close()
        except errors() as error:
            log.debug("the connection was closed already: %s", type(error).__name__)
