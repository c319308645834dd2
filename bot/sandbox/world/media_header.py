"""Read the type, width and height of a picture or video from its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """A media type, and the size in pixels if the header has it."""

    mime_type: str
    width: int | None = None
    height: int | None = None


def read_header(data: bytes) -> Header | None:
    """Return the type and size of a PNG, JPEG, GIF, WebP, MP4, OGG or PDF; None for others."""
    for magic, at, reader in _READERS:
        if data[at : at + len(magic)] == magic:
            try:
                return reader(data)
            except (struct.error, IndexError):
                return None
    return None


def _png(data: bytes) -> Header:
    width, height = struct.unpack(">II", data[16:24])
    return Header("image/png", width, height)


def _gif(data: bytes) -> Header:
    width, height = struct.unpack("<HH", data[6:10])
    return Header("image/gif", width, height)


def _jpeg(data: bytes) -> Header:
    at = 2
    while at < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        # Start-of-frame markers hold the size; C4, C8 and CC in that range are other segments.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Header("image/jpeg", width, height)
        at += 2 + length
    raise IndexError("no frame")


def _webp(data: bytes) -> Header:
    if data[12:16] == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        return Header("image/webp", width, int.from_bytes(data[27:30], "little") + 1)
    return Header("image/webp")


def _mp4(data: bytes) -> Header:
    """The track header ends with width and height as 16.16 numbers; audio tracks have zero."""
    at = data.find(b"tkhd")
    while at > 0:
        size = struct.unpack(">I", data[at - 4 : at])[0]
        width, height = struct.unpack(">II", data[at - 4 + size - 8 : at - 4 + size])
        if width:
            return Header("video/mp4", width >> 16, height >> 16)
        at = data.find(b"tkhd", at + 4)
    return Header("video/mp4")


_READERS = (
    (b"\x89PNG\r\n\x1a\n", 0, _png),
    (b"\xff\xd8\xff", 0, _jpeg),
    (b"GIF8", 0, _gif),
    (b"WEBP", 8, _webp),
    (b"ftyp", 4, _mp4),
    (b"OggS", 0, lambda _data: Header("audio/ogg")),
    (b"%PDF", 0, lambda _data: Header("application/pdf")),
)
