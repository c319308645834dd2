"""The shipped posters: none is missing, too large or outdated."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.shares import one_in

EXERCISES = Path(__file__).parents[3] / "content" / "exercises"
FOLDERS = sorted(p for p in EXERCISES.iterdir() if p.is_dir())
LIMIT = 60 * 1024


def png_size(path: Path) -> tuple[int, int]:
    """Return width and height (px) from the header."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is not a PNG"
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)


def test_all_fourteen_exercises_have_a_folder() -> None:
    assert len(FOLDERS) >= 14


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_every_exercise_has_a_pose_and_a_small_poster(folder: Path) -> None:
    poster = folder / "poster.png"
    assert (folder / "pose.yaml").is_file(), f"write {folder / 'pose.yaml'}"
    assert poster.is_file(), "draw it: python -m bot.tools.illustrations content/"
    assert poster.stat().st_size <= LIMIT
    assert png_size(poster) in {(640, 480), (640, 640)}


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("folder", one_in(5, FOLDERS), ids=lambda p: p.name)
def test_every_poster_shows_what_its_pose_file_says(folder: Path) -> None:
    from PIL import Image, ImageChops, ImageStat

    from bot.tools.illustrations.pose_file_reader import read_pose_file
    from bot.tools.illustrations.poster import quantised, render
    from bot.tools.illustrations.scene import stage

    drawn = quantised(render(stage(read_pose_file(folder / "pose.yaml")))).convert("RGB")
    with Image.open(folder / "poster.png") as shipped:
        assert shipped.size == drawn.size
        apart = ImageStat.Stat(ImageChops.difference(shipped.convert("RGB"), drawn)).mean
    assert max(apart) < 1.5, "draw it again: python -m bot.tools.illustrations content/"


@pytest.mark.usefixtures("drawing")
def test_one_bad_pose_file_does_not_stop_the_others(
    pose_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.tools.illustrations.__main__ import main

    exercises = pose_file.parent.parent / "exercises"
    exercises.mkdir()
    pose_file.parent.rename(exercises / pose_file.parent.name)
    bad = exercises / "a-bad-one" / "pose.yaml"
    bad.parent.mkdir()
    bad.write_text("schema: 1\nid: another\n", encoding="utf-8")
    assert main([str(exercises.parent)]) == 1
    assert "write the folder's name, 'a-bad-one'" in capsys.readouterr().err
    assert (exercises / pose_file.parent.name / "poster.png").is_file()
