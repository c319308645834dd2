"""The files that were uploaded, and the ids under which Telegram hands them out."""

from __future__ import annotations

import hashlib
import mimetypes
from base64 import urlsafe_b64encode
from collections.abc import Iterator

from bot.sandbox.world.media_header import Header, read_header
from bot.sandbox.world.values import StoredFile

_FOLDERS = {
    "photo": "photos",
    "animation": "animations",
    "video": "videos",
    "voice": "voice",
    "sticker": "stickers",
    "audio": "music",
}
# The number of the kind stands at the beginning of a file_id and the format at its end, as in
# the real ones: an id of another origin is recognised by its last byte.
_KINDS = {
    "photo": 2,
    "voice": 3,
    "video": 4,
    "document": 5,
    "sticker": 8,
    "audio": 9,
    "animation": 10,
}
FORMAT_BYTE = 4


class FileStore:
    """Files by id; the same bytes of the same kind are one file."""

    def __init__(self, files: tuple[StoredFile, ...] = ()) -> None:
        self._by_id = {file.file_id: file for file in files}
        self._by_path = {file.path: file for file in files}

    def add(self, kind: str, data: bytes, name: str | None, mime_type: str | None) -> StoredFile:
        """Keep a file; `mime_type` is what the sender said, the header knows better."""
        digest = hashlib.sha256(kind.encode() + b"\0" + data).digest()
        file_id = _encode(bytes((_KINDS[kind], 0, 0, 0)) + digest[:24] + bytes((FORMAT_BYTE,)))
        known = self._by_id.get(file_id)
        if known:
            return known
        header = _header(data, name, mime_type)
        extension = mimetypes.guess_extension(header.mime_type) or ".bin"
        file = StoredFile(
            file_id=file_id,
            unique_id=_encode(digest[:12]),
            kind=kind,
            path=f"{_FOLDERS.get(kind, 'documents')}/file_{len(self._by_id)}{extension}",
            data=data,
            mime_type=header.mime_type,
            name=name,
            width=header.width,
            height=header.height,
        )
        self._by_id[file_id] = file
        self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file at this path, if there is one."""
        return self._by_path.get(path)

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """The file with this unique id, if there is one."""
        return next((file for file in self if file.unique_id == unique_id), None)

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._by_id.values())


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _header(data: bytes, name: str | None, mime_type: str | None) -> Header:
    found = read_header(data)
    if found:
        return found
    guessed = mimetypes.guess_type(name)[0] if name else None
    return Header(mime_type or guessed or "application/octet-stream")
