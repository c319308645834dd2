"""Upload each content file once, and then send it by its Telegram file id."""

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from telegram import InputFile
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from bot.chat.keyed_lock import KeyedLock

Call = Callable[[str | InputFile], Awaitable[TelegramMessage]]
"""A request that sends a file, given Telegram's id of it or the file itself."""


class UploadRegistry(Protocol):
    """Stores Telegram's file ids by the SHA-256 digest of the content."""

    async def known(self, digest: str) -> str | None:
        """Return the id if this content was sent before."""
        ...

    async def remember(self, digest: str, file_id: str) -> None:
        """Store an id."""
        ...

    async def forget(self, digest: str) -> None:
        """Delete an id that Telegram rejected."""
        ...


@dataclass(slots=True)
class FileUploader:
    """Sends content files with any kind of request."""

    memory: UploadRegistry
    _ids: dict[Path, str] = field(default_factory=dict)
    _digests: dict[Path, str] = field(default_factory=dict)
    _turns: KeyedLock[Path] = field(default_factory=KeyedLock)

    async def put(self, file: Path, call: Call) -> TelegramMessage:
        """Make a request with Telegram's id of the file. The first time, upload the file."""
        known = self._ids.get(file)
        if known is None:
            return await self._first(file, call)
        try:
            return await call(known)
        except BadRequest as error:
            if not is_about_the_file(error):
                raise
        if self._ids.get(file) == known:
            del self._ids[file]
            await self.memory.forget(self._digests[file])
        return await self._first(file, call)

    async def _first(self, file: Path, call: Call) -> TelegramMessage:
        """Upload a file under its lock, so that concurrent requests use the same id."""
        async with self._turns[file]:
            if file not in self._ids:
                content = await asyncio.to_thread(file.read_bytes)
                digest = self._digests[file] = hashlib.sha256(content).hexdigest()
                known = await self.memory.known(digest)
                if known is None:
                    sent = await call(InputFile(content, file.name, attach=True))
                    self._ids[file] = _file_id(sent)
                    await self.memory.remember(digest, self._ids[file])
                    return sent
                self._ids[file] = known
        return await self.put(file, call)


def _file_id(message: TelegramMessage) -> str:
    if message.animation is not None:
        return message.animation.file_id
    return message.photo[-1].file_id


def blank() -> bytes:
    """Return an empty card (PNG, 640 × 360) to replace a lost picture."""
    from PIL import Image  # noqa: PLC0415 - rarely needed, and it slows every start

    drawn = io.BytesIO()
    Image.new("RGB", (640, 360), "#F6F9FA").save(drawn, format="png")
    return drawn.getvalue()


def is_about_the_file(error: BadRequest) -> bool:
    """Match "wrong file identifier/HTTP URL specified" or "wrong remote file identifier"."""
    return "file" in error.message.casefold()
