"""Films are found by name, measured from the file, and never prevent a start."""

from pathlib import Path

import pytest

from bot.content import loader
from bot.content.media import UnreadablePicture, clip_name, read_clip, read_clips
from bot.domain.routines.exercises import ExerciseId
from bot.domain.session.timeline import Side
from tests.content.builders import ContentFolder, an_mp4

BRIDGE = ExerciseId("bridge")


def test_a_film_has_dimensions_length_and_source_stamp(tmp_path: Path) -> None:
    path = tmp_path / "loop.mp4"
    path.write_bytes(an_mp4(640, 480, 7.2, drawn_from="0123456789ab"))
    clip = read_clip(path)
    assert (clip.width, clip.height, clip.seconds) == (640, 480, 7.2)
    assert (clip.whole_seconds, clip.drawn_from) == (7, "0123456789ab")


@pytest.mark.parametrize("length", [0, 7, 20, 40, 100, 140])
def test_a_truncated_film_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "loop.mp4"
    path.write_bytes(an_mp4(640, 480, 7.2)[:length])
    with pytest.raises(UnreadablePicture):
        read_clip(path)


def test_a_film_with_its_index_at_the_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.mp4"
    whole = an_mp4(640, 480, 7.2)
    path.write_bytes(whole[:16] + bytes.fromhex("00000010") + b"mdat" + bytes(8))
    with pytest.raises(UnreadablePicture, match="index"):
        read_clip(path)


def test_films_are_found_by_the_values_of_a_segment(folder: ContentFolder) -> None:
    names = ("loop", "loop-other", "ready", "change-other", "hold-20", "hold-5-round-other")
    for name in names:
        folder.write(f"exercises/bridge/{name}.mp4", an_mp4(640, 480, 5))
    films = loader.load(folder.path).films[BRIDGE]
    found = (
        films.loop(),
        films.loop(Side.OTHER),
        films.ready(Side.FIRST),
        films.change(Side.OTHER),
        films.hold(20),
        films.hold(5, "round", Side.OTHER),
    )
    assert [clip.path.stem if clip else None for clip in found] == list(names)


def test_without_films_there_is_the_poster(folder: ContentFolder) -> None:
    films = loader.load(folder.path).films[BRIDGE]
    assert films.loop() is None
    assert films.hold(7) is None
    assert films.poster.is_file()


def test_a_broken_film_does_not_affect_the_others(folder: ContentFolder) -> None:
    folder.write("exercises/bridge/loop.mp4", b"not a film")
    folder.write("exercises/bridge/ready.mp4", an_mp4(640, 480, 15))
    films = read_clips(folder.path / "exercises" / "bridge")
    assert films.loop() is None
    assert films.ready() is not None


def test_the_first_side_and_no_side_are_the_same_film() -> None:
    assert clip_name("loop", side=Side.FIRST) == clip_name("loop") == "loop"
