"""The picture of the chat that the README shows can be taken again at any time."""

from pathlib import Path

from PIL import Image

from tests.project import repository
from tests.sandbox import chat_picture
from tests.sandbox.pages import browser_path

MOST_BYTES = 150_000
INSIDE = 6
"""Pixels from the edges: there is the background of the page's header."""


def test_the_picture_shows_a_light_and_a_dark_screen_side_by_side(tmp_path: Path) -> None:
    browser_path()  # skips without a Chromium, and fails in CI
    taken = tmp_path / "chat.png"
    chat_picture.take(taken)
    with Image.open(taken) as new, Image.open(chat_picture.PICTURE) as shipped:
        assert new.size == shipped.size
        picture = new.convert("RGBA").convert("L")
    light, dark = (picture.getpixel((x, INSIDE)) for x in (INSIDE, picture.width - INSIDE))
    assert isinstance(light, int)
    assert isinstance(dark, int)
    assert light > 200
    assert dark < 50
    assert taken.stat().st_size < MOST_BYTES


def test_the_readme_shows_the_picture_and_says_what_is_on_it() -> None:
    path = chat_picture.PICTURE.relative_to(repository.ROOT)
    assert f"]({path})" in repository.read("README.md")
    assert chat_picture.PICTURE.stat().st_size < MOST_BYTES
