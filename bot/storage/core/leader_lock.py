"""One sender a token: of several processes on one PostgreSQL, the one that holds a lock sends."""

import asyncio
import logging

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.core.driver_errors import errors

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds for the database to say that we still lead; without an answer we do not."""

_NAMESPACE = 0x4C65 << 48
"""Keeps these locks apart from those of other programs and from the one for migrations."""


class Leadership:
    """Whether this process is the sender of a bot. The lock goes when the process does."""

    def __init__(self, engine: AsyncEngine | None, bot_id: int) -> None:
        self._engine = engine
        self._key = _NAMESPACE | bot_id
        self._connection: AsyncConnection | None = None
        self._leads = False

    async def holds(self) -> bool:
        """Lead, if nobody else does; whether we do. SQLite is for one process, which leads."""
        if self._engine is None:
            return True
        try:
            async with asyncio.timeout(PATIENCE):
                self._leads = await self._ask(self._engine)
        except errors() as error:
            log.warning("the database does not say who leads: %s", type(error).__name__)
            await self._drop()
        return self._leads

    async def resign(self) -> None:
        """Let another process lead, at once."""
        await self._drop()
        if self._engine is not None:
            await self._engine.dispose()

    async def _ask(self, engine: AsyncEngine) -> bool:
        if self._connection is None:
            self._connection = await engine.connect()
        if self._leads:
            await self._connection.execute(text("SELECT 1"))
            return True
        query = text("SELECT pg_try_advisory_lock(:key)")
        return bool(await self._connection.scalar(query, {"key": self._key}))

    async def _drop(self) -> None:
        connection, self._connection, self._leads = self._connection, None, False
        if connection is None:
            return
        try:
            await connection.invalidate()  # ends the session, and the lock with it
            await connection.close()
        except errors() as error:
            log.debug("the connection was gone already: %s", type(error).__name__)
