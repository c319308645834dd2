"""Telegram's file ids of uploaded files, kept across restarts."""

from dataclasses import dataclass

from bot.services.people.people import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Uploads:
    """Telegram's ids of the files that one bot has sent, by the digest of their content."""

    unit: UnitOfWorkFactory
    bot_id: int

    async def known(self, digest: str) -> str | None:
        """Telegram's id of that content, if it was sent before."""
        async with self.unit() as uow:
            return await uow.uploads.get(self.bot_id, digest)

    async def remember(self, digest: str, file_id: str) -> None:
        """Store Telegram's id of that content."""
        async with self.unit() as uow:
            await uow.uploads.save(self.bot_id, digest, file_id)
            await uow.commit()

    async def forget(self, digest: str) -> None:
        """Delete an id that Telegram refused: the file has to be uploaded again."""
        async with self.unit() as uow:
            await uow.uploads.drop(self.bot_id, digest)
            await uow.commit()
