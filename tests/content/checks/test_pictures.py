"""Every exercise has a picture that a chat can use."""

import pytest

from tests.content.builders import PNG, ContentFolder

POSTER = "exercises/bridge/poster.png"


def test_a_missing_picture_is_a_mistake(folder: ContentFolder) -> None:
    folder.remove(POSTER)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.sentence) == (POSTER, "this picture is missing: draw it.")


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"\xff\xd8\xff\xe0 a photograph", "no PNG"),
        (b"", "no PNG"),
        (PNG + bytes(60 * 1024), "60 KB is the most"),
    ],
)
def test_a_picture_that_a_chat_cannot_use_is_a_mistake(
    folder: ContentFolder, picture: bytes, says: str
) -> None:
    folder.write(POSTER, picture)
    mistake = folder.only_mistake()
    assert mistake.file == POSTER
    assert says in mistake.sentence
