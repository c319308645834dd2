"""The movement: every frame of every exercise is possible, and each kind of fault is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.tools.illustrations import motion_checks, zones
from bot.tools.illustrations.blending import Between, between
from bot.tools.illustrations.exercise_facts import read_doses
from bot.tools.illustrations.geometry import vector
from bot.tools.illustrations.motion_checks import check_motion
from bot.tools.illustrations.pose_file_reader import read_pose_file
from bot.tools.illustrations.scene import stage
from bot.tools.illustrations.schema import Pose
from bot.tools.illustrations.timeline import moments
from bot.tools.illustrations.zones import Patch
from tests.shares import one_in
from tests.tools.illustrations.test_pose_files import POSE_FILES, complaints, spoil

COARSE = 25
"""Checking every so many frames is enough to find what a planted fault breaks."""

GLANCE = 4 * COARSE
"""What is shipped has been looked at frame by frame, and is again with `--all`."""


def faults(path: Path, step: int = COARSE) -> str:
    return "\n".join(check_motion(stage(read_pose_file(path)), step=step))


@pytest.mark.parametrize("path", POSE_FILES, ids=lambda p: p.parent.name)
def test_every_exercise_moves(path: Path) -> None:
    assert len(read_pose_file(path).timeline) >= 2


@pytest.mark.parametrize("path", one_in(5, POSE_FILES), ids=lambda p: p.parent.name)
def test_every_shipped_movement_is_possible_for_a_body(path: Path) -> None:
    counted = read_doses(path.parent).counted
    assert check_motion(stage(read_pose_file(path)), step=GLANCE, counted=counted) == []


@pytest.mark.long
@pytest.mark.parametrize("path", POSE_FILES, ids=lambda p: p.parent.name)
def test_every_frame_of_every_shipped_movement_is_good(path: Path) -> None:
    counted = read_doses(path.parent).counted
    assert check_motion(stage(read_pose_file(path)), counted=counted) == []


def test_the_movement_into_which_faults_are_planted_has_none(pose_file: Path) -> None:
    assert faults(pose_file, step=1) == ""


def test_a_bone_that_grows_is_found(pose_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def grown(a: Pose, b: Pose, e: float, lift: Mapping[str, float]) -> Between:
        now = between(a, b, e, lift)
        leg = now.person.legs["r"]
        foot = replace(leg.foot, origin=leg.foot.origin + vector(0.05, 0, 0))
        person = replace(now.person, legs={**now.person.legs, "r": replace(leg, foot=foot)})
        return Between(now.pose, person)

    monkeypatch.setattr(motion_checks, "between", grown)
    assert "shin r: is" in faults(pose_file)


def test_a_knee_bent_too_far_is_found(pose_file: Path) -> None:
    spoil(pose_file, "knee: 122", "knee: 165")
    assert "limit knee r: knee r is" in faults(pose_file)


def test_a_planted_foot_that_slides_is_found(pose_file: Path) -> None:
    spoil(pose_file, "feet: {at: [46, 9]}", "feet: {at: [110, 9]}")
    assert "slip foot_l: foot_l leaves its place by" in faults(pose_file)


def test_a_body_that_hovers_is_found(pose_file: Path) -> None:
    spoil(pose_file, "ground: [top, pelvis]}", "ground: [top, pelvis], z: 6}")
    spoil(pose_file, "part: head, value: 0}", "part: head, value: 6}")
    spoil(pose_file, "hands: {at: [1, 23, 2.5]", "hands: {at: [1, 23, 9]")
    spoil(pose_file, "feet: {at: [46, 9]}", "feet: {at: [46, 9, 6]}")
    assert "air: the body hovers" in faults(pose_file)


def test_a_hand_in_the_floor_is_found(pose_file: Path) -> None:
    spoil(pose_file, "hands: {at: [1, 23, 2.5]", "hands: {at: [1, 23, -1]")
    assert "sunk hand" in faults(pose_file)


def test_a_move_that_is_too_fast_is_found(pose_file: Path) -> None:
    spoil(pose_file, "{pose: pull, move: 2.2", "{pose: pull, move: 0.5")
    assert "lengthen 'move'" in faults(pose_file)


def test_a_start_with_a_jerk_is_found(pose_file: Path) -> None:
    spoil(pose_file, "{pose: pull, move: 2.2", "{pose: pull, even: true, move: 1.2")
    assert "rest: " in faults(pose_file)
    assert "jerks there" in faults(pose_file)


def test_a_jump_between_two_frames_is_found(
    pose_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def jumping(a: Pose, b: Pose, e: float, lift: Mapping[str, float]) -> Between:
        now = between(a, b, e, lift)
        return replace(now, person=now.person.moved(vector(0, 0, 2))) if e > 0.5 else now

    monkeypatch.setattr(motion_checks, "between", jumping)
    assert "jerks at frame" in faults(pose_file, step=1)


def test_a_loop_that_does_not_close_is_found(
    pose_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(a: Pose, b: Pose, e: float, lift: Mapping[str, float]) -> Between:
        return between(a, b, 0.98 * e, lift)

    monkeypatch.setattr(motion_checks, "between", late)
    assert "seam: " in faults(pose_file)


def test_a_figure_that_leaves_the_picture_is_found(pose_file: Path) -> None:
    spoil(pose_file, "elevation: 9}", "elevation: 9, margin: [0, 0]}")
    spoil(pose_file, "props: [{type: mat, pad: 15}]", "props: []")
    assert "frame: the figure touches the edge" in faults(pose_file)


def test_an_arrow_over_the_face_is_found(pose_file: Path) -> None:
    spoil(
        pose_file,
        "joint: knee_r, through: [[14, 0, 24], [-2, 0, 25]",
        "joint: head, through: [[14, 0, 24], [0, 0, 0]",
    )
    assert "it lies on the head on the way" in faults(pose_file)


def test_an_arrow_at_the_edge_is_found(pose_file: Path) -> None:
    spoil(pose_file, "elevation: 9}", "elevation: 9, margin: [0, 0]}")
    spoil(pose_file, "[-18, 0, 17]]", "[-18, 0, 130]]")
    assert "arrow: touches the edge" in faults(pose_file)


def test_a_glow_beside_its_muscle_is_found(
    pose_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glow = zones.patch

    def beside(*args: object) -> Patch:
        p = glow(*args)  # type: ignore[arg-type]
        return replace(p, chain=p.chain + np.array([0.0, 0.0, 12.0, 0.0]))

    monkeypatch.setattr(motion_checks, "patch", beside)
    assert "outside its muscle" in faults(pose_file)


@pytest.mark.parametrize("zone", ["low_back", "glute_thigh_r", "hamstring_l", "side_r", "belly"])
def test_the_glow_lies_on_the_muscle_that_it_is_named_for(pose_file: Path, zone: str) -> None:
    scene = stage(read_pose_file(pose_file))
    for person in scene.keys.values():
        assert list(motion_checks.off_muscle(person, {zone: 1.0})) == []


def test_a_round_that_takes_too_long_or_too_short_is_reported(pose_file: Path) -> None:
    good = pose_file.read_text(encoding="utf-8")
    spoil(pose_file, "{pose: pull, move: 2.2, hold: 2}", "{pose: pull, move: 2.2, hold: 9}")
    assert "let it take 4 to 12" in faults(pose_file)
    pose_file.write_text(good, encoding="utf-8")
    spoil(pose_file, "{pose: pull, move: 2.2, hold: 2}", "{pose: pull, move: 1}")
    spoil(pose_file, "{pose: rest, move: 2.2, hold: 0.7}", "{pose: rest, move: 1}")
    assert "let it take 4 to 12" in faults(pose_file)


def test_a_counted_movement_that_is_not_as_long_as_a_session_counts_is_reported(
    pose_file: Path,
) -> None:
    told = check_motion(stage(read_pose_file(pose_file)), step=COARSE, counted=True)
    assert "a counted exercise needs 5" in "\n".join(told)


def test_a_timeline_without_the_pose_of_the_poster_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "{pose: pull, move: 2.2, hold: 2}", "{pose: rest, move: 2.2}")
    assert "timeline: never gets to the poster's pose, 'pull'" in complaints(pose_file)


def test_a_timeline_of_one_pose_is_reported(pose_file: Path) -> None:
    spoil(pose_file, "  - {pose: rest, move: 2.2, hold: 0.7}\n", "")
    assert "needs two poses or more" in complaints(pose_file)


def test_a_key_without_a_time_or_with_an_unknown_word_is_reported(pose_file: Path) -> None:
    line = spoil(pose_file, "{pose: pull, move: 2.2, hold: 2}", "{pose: pull, hold: 2, stay: 1}")
    told = complaints(pose_file)
    assert f"{pose_file}:{line}" in told
    assert "move" in told
    assert "unknown key" in told


def test_the_cycle_ends_where_it_began_and_holds_where_the_file_says(pose_file: Path) -> None:
    keys = read_pose_file(pose_file).timeline
    all_ = moments(keys)
    assert len(all_) == round(25 * sum(key.move + key.hold for key in keys))
    assert (all_[-1].end, all_[-1].share) == (keys[0], 1.0)
    assert sum(m.held for m in all_) == round(25 * sum(key.hold for key in keys))


def test_the_glow_is_full_in_a_hold_and_grows_during_a_move(pose_file: Path) -> None:
    keys = read_pose_file(pose_file).timeline
    held = next(m for m in moments(keys) if m.held and m.end is keys[1])
    assert held.glow() == {zone: (strength, 1.0) for zone, strength in keys[1].glow.items()}
    sizes = [m.glow()["low_back"][1] for m in moments(keys) if m.end is keys[1] and m.glow()]
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.4
