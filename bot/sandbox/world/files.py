"""Uploaded files and their file_ids."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
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
# A file_id starts with the number of the kind and ends with the format, as Telegram's do: the
# last byte shows that an id came from elsewhere.
_HEADS = {
    "photo": bytes((2, 0, 0, 0)),
    "voice": bytes((3, 0, 0, 0)),
    "video": bytes((4, 0, 0, 0)),
    "document": bytes((5, 0, 0, 0)),
    "sticker": bytes((8, 0, 0, 0)),
    "audio": bytes((9, 0, 0, 0)),
    "animation": bytes((10, 0, 0, 0)),
}
_FORMAT_BYTE = 4
_KIND_BYTES, _DIGEST_BYTES = 4, 24
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


class BadFileId(Exception):
    """A text is not a file_id; the message says why, in the server's words."""


def kind_in(file_id: str) -> str:
    """Return the kind of file that a file_id names, whether the file exists or not.

    Raises `BadFileId`.
    """
    bare = file_id.rstrip("=")
    if len(bare) % 4 == 1 or (len(file_id) != len(bare) and len(file_id) % 4):
        raise BadFileId("Wrong padding length")
    if not _ALPHABET.fullmatch(bare):
        raise BadFileId("Wrong character in the string")
    data = urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    if data[-1:] != bytes((_FORMAT_BYTE,)):
        raise BadFileId("can't unserialize it. Wrong last symbol")
    kind = next((name for name, head in _HEADS.items() if data.startswith(head)), None)
    if kind is None or len(data) != _KIND_BYTES + _DIGEST_BYTES + 1:
        raise BadFileId("can't unserialize it")
    return kind


class FileStore:
    """Files by id; the same content of the same kind is one file."""

    def __init__(self, files: tuple[StoredFile, ...] = ()) -> None:
        self._by_id = {file.file_id: file for file in files}
        self._by_path = {file.path: file for file in files}

    def add(self, kind: str, data: bytes, name: str | None, mime_type: str | None) -> StoredFile:
        """Store a file; the type in its header takes precedence over the sender's `mime_type`."""
        digest = hashlib.sha256(kind.encode() + b"\0" + data).digest()
        file_id = _encode(_HEADS[kind] + digest[:_DIGEST_BYTES] + bytes((_FORMAT_BYTE,)))
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
        """Return the file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file at this path, if there is one."""
        return self._by_path.get(path)

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """Return the file with this unique id, if there is one."""
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
