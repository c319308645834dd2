"""pose.yaml: every shipped file is valid, and a problem is reported with its line and a remedy."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from bot.tools.illustrations.checks import check_file
from bot.tools.illustrations.pose_file_reader import read_pose_file
from bot.tools.illustrations.yaml_fields import PoseFileError
from tests.shares import one_in

EXERCISES = Path(__file__).parents[3] / "content" / "exercises"
POSE_FILES = sorted(EXERCISES.glob("*/pose.yaml"))


def spoil(path: Path, old: str, new: str) -> int:
    """Change one place and return the line it is in."""
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def complaints(path: Path) -> str:
    with pytest.raises(PoseFileError) as caught:
        read_pose_file(path)
    return str(caught.value)


@pytest.mark.parametrize("path", POSE_FILES, ids=lambda p: p.parent.name)
def test_every_shipped_pose_file_can_be_read(path: Path) -> None:
    assert read_pose_file(path).id == path.parent.name


@pytest.mark.parametrize("path", one_in(5, POSE_FILES), ids=lambda p: p.parent.name)
def test_every_shipped_pose_is_possible_and_in_the_picture(path: Path) -> None:
    assert check_file(path) == []


def test_an_unknown_key_is_named_with_file_line_and_the_likely_word(pose_file: Path) -> None:
    line = spoil(pose_file, "palm:", "plam:")
    told = complaints(pose_file)
    assert f"{pose_file}:{line}: poses.rest.hands.plam: unknown key" in told
    assert "use 'palm'" in told


def test_an_unknown_zone_of_the_body_is_named(pose_file: Path) -> None:
    spoil(pose_file, "low_back: 0.8", "lower_back: 0.8")
    assert "glow.lower_back: unknown key; remove it or use 'low_back'" in complaints(pose_file)


def test_an_unknown_joint_is_named(pose_file: Path) -> None:
    spoil(pose_file, "pin: c7", "pin: nape")
    assert "'nape' is not known" in complaints(pose_file)


def test_a_word_instead_of_a_number_is_named(pose_file: Path) -> None:
    line = spoil(pose_file, "neck: {flex: 6}", "neck: {flex: much}")
    told = complaints(pose_file)
    assert f":{line}: poses.rest.neck.flex: must be a number, not 'much'" in told


def test_the_yaml_word_on_is_not_taken_for_a_key(pose_file: Path) -> None:
    spoil(pose_file, "neck: {flex: 6}", "neck: {on: 6}")
    assert "is not a word" in complaints(pose_file)


def test_a_duplicate_key_is_named(pose_file: Path) -> None:
    spoil(pose_file, "    neck: {flex: 6}", "    neck: {flex: 6}\n    neck: {flex: 9}")
    assert "'neck' stands here twice" in complaints(pose_file)


def test_broken_yaml_is_named_with_its_line(pose_file: Path) -> None:
    line = spoil(pose_file, "neck: {flex: 6}", "neck: {flex: 6")
    told = complaints(pose_file)
    assert "this is not YAML" in told
    assert f"{pose_file}:{line + 1}" in told


def test_an_empty_file_is_named(pose_file: Path) -> None:
    pose_file.write_text("", encoding="utf-8")
    assert "must be a mapping" in complaints(pose_file)


def test_a_folder_without_a_pose_file_is_named(tmp_path: Path) -> None:
    assert "give the folder a pose.yaml" in complaints(tmp_path / "pose.yaml")


def test_an_id_that_is_not_the_folder_is_named(pose_file: Path) -> None:
    spoil(pose_file, "id: knees-to-chest-single", "id: knees")
    assert "write the folder's name, 'knees-to-chest-single'" in complaints(pose_file)


def test_a_pose_may_not_extend_itself_indirectly(pose_file: Path) -> None:
    spoil(pose_file, "  rest:\n", "  rest:\n    extends: pull\n")
    assert "extends 'rest', which is not a pose above it" in complaints(pose_file)


def test_a_direction_to_nowhere_is_named(pose_file: Path) -> None:
    spoil(pose_file, "dir: [1, 0, 0]", "dir: [0, 0, 0]")
    assert "hands.dir: must point somewhere" in complaints(pose_file)


def test_a_palm_that_looks_along_the_fingers_is_named(pose_file: Path) -> None:
    spoil(pose_file, "dir: [1, 0, 0]", "dir: [0, 0, -1]")
    assert "looks along 'dir'" in complaints(pose_file)


def test_all_problems_are_reported_at_once(pose_file: Path) -> None:
    spoil(pose_file, "pin: c7", "pin: nape")
    spoil(pose_file, "glute_thigh_r: 1", "glute_thigh_r: 7")
    spoil(pose_file, "size: [640, 480]", "size: [640, 500]")
    told = complaints(pose_file)
    assert all(word in told for word in ("nape", "at most 1, not 7", "must be one of"))


def test_a_target_out_of_reach_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "offset: [6.2, 2.6, -7]", "offset: [6.2, 2.6, -40]")
    told = "\n".join(check_file(pose_file))
    assert f"{pose_file}: poses.pull: hand_r ends" in told
    assert "move the target nearer" in told


def test_a_knee_that_bends_too_far_is_reported_with_its_limit(pose_file: Path) -> None:
    spoil(pose_file, "knee: 122", "knee: 170")
    assert "knee r is 170 degrees; keep it within -2 to 155" in "\n".join(check_file(pose_file))


def test_a_hand_in_the_floor_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "hands: {at: [1, 23, 2.5]", "hands: {at: [1, 23, -2]")
    told = "\n".join(check_file(pose_file))
    assert "poses.rest: hand lies" in told
    assert "inside its surface" in told


def test_a_foot_above_the_floor_is_reported_with_the_distance(pose_file: Path) -> None:
    spoil(pose_file, "feet: {at: [46, 9]}", "feet: {at: [46, 9], pitch: 20}")
    assert "over its surface" in "\n".join(check_file(pose_file))


def test_a_hand_that_holds_nothing_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "offset: [6.2, 2.6, -7]", "offset: [14, 2.6, -7]")
    assert "from what it holds" in "\n".join(check_file(pose_file))


def test_an_arrow_over_the_face_is_reported(pose_file: Path) -> None:
    spoil(
        pose_file,
        "joint: knee_r, through: [[14, 0, 24], [-2, 0, 25]",
        "joint: head, through: [[14, 0, 24], [0, 0, 0]",
    )
    assert "an arrow lies on the head" in "\n".join(check_file(pose_file))


def test_a_picture_without_margins_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "elevation: 9}", "elevation: 9, margin: [0, 0]}")
    spoil(pose_file, "props: [{type: mat, pad: 15}]", "props: []")
    assert "widen camera.margin" in "\n".join(check_file(pose_file))


@pytest.mark.parametrize("odd", ["much", "[1]", "{a: 1}", "null", "true", "-1.0e+9", "''"])
def test_every_odd_value_ends_in_a_named_problem(pose_file: Path, odd: str) -> None:
    good = pose_file.read_text(encoding="utf-8")
    for value in re.finditer(r"(?<=: )(\[[^\[\]]*\]|[\w.-]+)", good):
        pose_file.write_text(good[: value.start()] + odd + good[value.end() :], encoding="utf-8")
        with contextlib.suppress(PoseFileError):
            read_pose_file(pose_file)
