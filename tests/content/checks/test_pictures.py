"""Every exercise must have a picture that a chat can show."""

import hashlib

import pytest

from tests.content.builders import PNG, ContentFolder, an_mp4

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
def test_a_picture_that_a_chat_cannot_show_is_a_mistake(
    folder: ContentFolder, picture: bytes, says: str
) -> None:
    folder.write(POSTER, picture)
    mistake = folder.only_mistake()
    assert mistake.file == POSTER
    assert says in mistake.sentence


LOOP = "exercises/bridge/loop.mp4"


@pytest.mark.parametrize(
    ("film", "says"),
    [
        (b"", "cannot be read"),
        (an_mp4(640, 480, 7)[:60], "cannot be read"),
        (an_mp4(640, 480, 7) + bytes(200 * 1024), "200 KB is the most"),
        (an_mp4(640, 480, 7, drawn_from="0123456789ab"), "older than pose.yaml"),
    ],
)
def test_a_film_that_a_chat_cannot_show_is_a_mistake(
    folder: ContentFolder, film: bytes, says: str
) -> None:
    folder.write(LOOP, film)
    mistake = folder.only_mistake()
    assert mistake.file == LOOP
    assert says in mistake.sentence


def test_a_film_of_the_current_pose_is_no_mistake(folder: ContentFolder) -> None:
    pose = b"schema: 1\n"
    folder.write("exercises/bridge/pose.yaml", pose)
    folder.write(LOOP, an_mp4(640, 480, 7, drawn_from=hashlib.sha256(pose).hexdigest()[:12]))
    assert folder.mistakes() == []


def test_an_unused_film_is_a_mistake(folder: ContentFolder) -> None:
    folder.write("exercises/bridge/dance.mp4", an_mp4(640, 480, 7))
    assert "nothing shows this film" in folder.only_mistake().sentence


def test_pictures_that_are_too_large_in_total_are_a_mistake(folder: ContentFolder) -> None:
    for i in range(90):
        folder.write(f"exercises/bridge/hold-{i}.mp4", an_mp4(640, 480, 7) + bytes(180 * 1024))
    mistake = folder.only_mistake()
    assert mistake.file == "exercises"
    assert "all pictures together" in mistake.sentence
    assert "15360 KB is the most" in mistake.sentence
