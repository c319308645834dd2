"""Files that Telegram already has, so that each is uploaded once."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.core.dialect_sql import upsert
from bot.storage.core.tables import UPLOADS

_C = UPLOADS.c


@dataclass(frozen=True, slots=True)
class UploadStore:
    """One row per bot and file. Only the bot that uploaded a file can use its file id."""

    connection: AsyncConnection

    async def get(self, bot_id: int, digest: str) -> str | None:
        """Telegram's id of the file with that SHA-256 digest, if this bot has sent it before."""
        query = select(_C.file_id).where(_C.bot_id == bot_id, _C.digest == digest)
        file_id: str | None = await self.connection.scalar(query)
        return file_id

    async def save(self, bot_id: int, digest: str, file_id: str) -> None:
        """Save Telegram's id of a file."""
        row = {"bot_id": bot_id, "digest": digest, "file_id": file_id}
        await self.connection.execute(upsert(self.connection, UPLOADS), row)

    async def drop(self, bot_id: int, digest: str) -> None:
        """Delete the id of a file that Telegram does not know any more."""
        gone = delete(UPLOADS).where(_C.bot_id == bot_id, _C.digest == digest)
        await self.connection.execute(gone)
