"""Files that Telegram has already, so that each is uploaded once."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.core.dialect_sql import upsert
from bot.storage.core.tables import UPLOADS

_C = UPLOADS.c


@dataclass(frozen=True, slots=True)
class UploadStore:
    """One row a bot and file. Telegram's id of a file is of use to the bot that sent it only."""

    connection: AsyncConnection

    async def get(self, bot_id: int, digest: str) -> str | None:
        """Telegram's id of the file with that content, if this bot has sent it before."""
        query = select(_C.file_id).where(_C.bot_id == bot_id, _C.digest == digest)
        file_id: str | None = await self.connection.scalar(query)
        return file_id

    async def save(self, bot_id: int, digest: str, file_id: str) -> None:
        """Remember Telegram's id of a file."""
        row = {"bot_id": bot_id, "digest": digest, "file_id": file_id}
        await self.connection.execute(upsert(self.connection, UPLOADS), row)

    async def drop(self, bot_id: int, digest: str) -> None:
        """Telegram does not know this file any more."""
        gone = delete(UPLOADS).where(_C.bot_id == bot_id, _C.digest == digest)
        await self.connection.execute(gone)
