"""Frames over a pipe: four bytes with the length (big-endian), then the content."""

from typing import BinaryIO

_LENGTH = 4


def write(pipe: BinaryIO, content: bytes) -> None:
    """Write a frame. Raises `BrokenPipeError` if the other end is closed."""
    pipe.write(len(content).to_bytes(_LENGTH) + content)
    pipe.flush()


def read(pipe: BinaryIO) -> bytes | None:
    """Read a frame. Return None if the other end is closed, even in the middle of a frame."""
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    wanted = int.from_bytes(length)
    content = pipe.read(wanted)
    return content if len(content) == wanted else None
