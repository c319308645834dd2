"""The shipped films: none missing, too large, outdated or unplayable."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.tools.illustrations.exercise_facts import Doses, read_doses
from bot.tools.illustrations.pose_file_reader import read_pose_file

EXERCISES = Path(__file__).parents[3] / "content" / "exercises"
FOLDERS = sorted(path.parent for path in EXERCISES.glob("*/pose.yaml"))
ALL_BYTES = 15 * 1024 * 1024
POP, STEP, CHANGED = 16, 40, 20.0
"""Blocks of 16 px that may newly change from one frame to the next; the same where a leg swings;
and the mean difference (of 255) from which a block counts."""
CLOSES = 2.0
"""Mean difference (of 255) between the last picture of a loop and its first."""

Picture = NDArray[np.int16]


@pytest.fixture(scope="session")
def av(drawing: None) -> Any:
    """What reads films again, frame by frame."""
    return importlib.import_module("av")


def test_all_pictures_together_are_small() -> None:
    files = [*EXERCISES.glob("*/*.mp4"), *EXERCISES.glob("*/*.png")]
    assert sum(path.stat().st_size for path in files) <= ALL_BYTES


@pytest.mark.usefixtures("av")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_every_exercise_has_a_film_for_each_thing_that_a_session_asks_for(folder: Path) -> None:
    from bot.tools.illustrations.render import outdated, stamp_of, wanted

    names = wanted(read_doses(folder), moves=True)
    assert outdated(folder, stamp_of(folder / "pose.yaml"), names) == []
    assert {path.stem for path in folder.glob("*.mp4")} == set(names)


@pytest.mark.usefixtures("av")
def test_there_is_a_hold_for_each_dose_part_and_side() -> None:
    from bot.tools.illustrations.render import wanted

    plain = wanted(Doses(holds=(10, 20)), moves=True)
    assert list(plain) == ["loop", "ready", "hold-10", "hold-20"]
    sides = wanted(Doses(holds=(10,), both_sides=True), moves=True)
    assert {name for name, mirrored in sides.items() if mirrored} == {
        "loop-other",
        "ready-other",
        "change-other",
        "hold-10-other",
    }
    parts = wanted(Doses(holds=(5,), parts=("round", "hollow")), moves=True)
    assert {"hold-5-round", "hold-5-hollow"} < set(parts)
    assert wanted(Doses(holds=(5,)), moves=False) == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_every_film_plays_on_every_phone(folder: Path, av: Any) -> None:
    size = read_pose_file(folder / "pose.yaml").size
    for path in sorted(folder.glob("*.mp4")):
        with av.open(str(path)) as film:
            assert [stream.type for stream in film.streams] == ["video"], path
            (stream,) = film.streams
            codec = stream.codec_context
            assert (codec.name, codec.profile, codec.pix_fmt) == ("h264", "High", "yuv420p"), path
            assert (codec.width, codec.height) == size, path
            assert (codec.color_range, codec.colorspace, codec.color_primaries) == (1, 1, 1), path
            moves = path.stem.startswith("loop") or _counts(path)
            assert stream.average_rate == (25 if moves else 2), path


def _counts(path: Path) -> bool:
    return path.stem.startswith("hold") and read_doses(path.parent).counted


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_a_hold_is_as_long_as_a_session_counts(folder: Path, av: Any) -> None:
    from bot.tools.illustrations.exercise_facts import CHANGE, COUNT_MOVE, READY
    from bot.tools.illustrations.render import TICKED

    for path in sorted(folder.glob("*.mp4")):
        kind, *words = path.stem.split("-")
        if kind == "loop":
            continue
        seconds = {"ready": READY, "change": CHANGE}.get(kind) or int(words[0])
        with av.open(str(path)) as film:
            length = float(film.duration) / 1_000_000
        more = COUNT_MOVE if _counts(path) else TICKED
        assert length == pytest.approx(seconds + more, abs=0.05), path


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_a_loop_closes_and_nothing_appears_suddenly(folder: Path, av: Any) -> None:
    most = STEP if read_pose_file(folder / "pose.yaml").belt else POP
    for path in sorted(folder.glob("loop*.mp4")):
        pictures = frames(av, path)
        assert float(np.abs(pictures[-1] - pictures[0]).mean()) < CLOSES, path
        assert jumps(pictures) <= most, path


def test_a_limb_that_appears_suddenly_is_found(av: Any) -> None:
    pictures = frames(av, EXERCISES / "knees-to-chest-single" / "loop.mp4")[:40]
    assert jumps(pictures) <= POP
    broken = pictures[20].copy()
    broken[100:180, 100:220] = 0
    assert jumps([*pictures[:20], broken, *pictures[21:]]) > POP


def frames(av: Any, path: Path) -> list[Picture]:
    """The pictures of a film, in grey."""
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="gray").astype(np.int16) for frame in film.decode(video=0)]


def jumps(pictures: list[Picture]) -> int:
    """By how many blocks the most sudden change is greater than the one before it."""
    changed = [blocks(a, b) for a, b in pairwise(pictures)]
    return max(after - before for before, after in pairwise(changed))


def blocks(a: Picture, b: Picture) -> int:
    """How many blocks of 16 px differ between two pictures."""
    height, width = (side // 16 * 16 for side in a.shape)
    apart = np.abs(a - b)[:height, :width].reshape(height // 16, 16, width // 16, 16)
    return int((apart.mean(axis=(1, 3)) > CHANGED).sum())


@pytest.mark.usefixtures("av")
def test_the_same_pictures_give_the_same_film(tmp_path: Path) -> None:
    from bot.tools.illustrations.film import Cut, write_film

    rng = np.random.default_rng(7)
    pictures = [(rng.integers(0, 255, (48, 64, 4), dtype=np.uint8), 2) for _ in range(3)]
    cut = Cut(fps=25, quality=23, most=200_000)
    for name in ("a.mp4", "b.mp4"):
        write_film(tmp_path / name, pictures, cut, "limber-pose:0123456789ab")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@pytest.mark.usefixtures("av")
def test_a_film_that_is_too_large_is_compressed_more_or_reported(
    tmp_path: Path,
) -> None:
    from bot.tools.illustrations.film import Cut, FilmTooLarge, write_film

    rng = np.random.default_rng(7)
    pictures = [(rng.integers(0, 255, (96, 96, 4), dtype=np.uint8), 1) for _ in range(12)]
    path = tmp_path / "loop.mp4"
    fine = write_film(path, pictures, Cut(25, 19, 10**6), "stamp")
    squeezed = write_film(path, pictures, Cut(25, 19, fine - 1), "stamp")
    assert squeezed < fine
    with pytest.raises(FilmTooLarge, match="shorten the timeline"):
        write_film(path, pictures, Cut(25, 19, 2000), "stamp")
    assert path.stat().st_size == squeezed, "the earlier file is kept"
    assert [each.name for each in tmp_path.iterdir()] == ["loop.mp4"]


@pytest.mark.usefixtures("av")
def test_only_what_is_outdated_is_drawn_again(
    pose_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.tools.illustrations import render

    text = pose_file.read_text(encoding="utf-8")
    quick = text.replace("move: 2.2, hold: 0.7", "move: 0.2").replace("move: 2.2", "move: 0.2")
    pose_file.write_text(quick, encoding="utf-8")
    monkeypatch.setattr(render, "SHORTEST", 0.4)
    monkeypatch.setattr(render, "READY", 1)
    (pose_file.parent / "hold-9.mp4").write_bytes(b"of a dose that is no more")
    written = [path.name for path in render.draw(pose_file)]
    assert written == ["poster.png", "loop.mp4", "ready.mp4"]
    assert not (pose_file.parent / "hold-9.mp4").exists()
    assert render.draw(pose_file) == []
    (pose_file.parent / "ready.mp4").unlink()
    assert [path.name for path in render.draw(pose_file)] == ["ready.mp4"]
    pose_file.write_text(quick + "# a remark\n", encoding="utf-8")
    assert len(render.draw(pose_file)) == 3
