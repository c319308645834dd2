"""Bytes over a pipe: a frame is four bytes with the length, the highest first, and the content."""

from typing import BinaryIO

_LENGTH = 4


def write(pipe: BinaryIO, content: bytes) -> None:
    """Write a frame. Raises `BrokenPipeError` when nobody reads at the other end."""
    pipe.write(len(content).to_bytes(_LENGTH) + content)
    pipe.flush()


def read(pipe: BinaryIO) -> bytes | None:
    """The next frame; None when the other end is closed, also in the middle of a frame."""
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    wanted = int.from_bytes(length)
    content = pipe.read(wanted)
    return content if len(content) == wanted else None
