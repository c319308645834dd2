"""Reading the first bytes of a file."""

import io

import pytest
from PIL import Image

from bot.sandbox.world.media_header import read_header


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif")],
)
def test_the_size_of_a_picture_is_read_from_its_header(form: str, media_type: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, form)
    header = read_header(file.getvalue())
    assert header is not None
    assert (header.mime_type, header.width, header.height) == (media_type, 64, 48)


def test_the_size_of_a_video_is_read_from_its_track_header() -> None:
    track = b"\x00" * 84
    box = (8 + len(track) + 8).to_bytes(4, "big") + b"tkhd" + track
    video = b"\x00\x00\x00\x08ftyp" + box + (320 << 16).to_bytes(4, "big")
    header = read_header(video + (240 << 16).to_bytes(4, "big"))
    assert header is not None
    assert (header.mime_type, header.width, header.height) == ("video/mp4", 320, 240)


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_unknown_bytes_have_no_header(data: bytes) -> None:
    assert read_header(data) is None
