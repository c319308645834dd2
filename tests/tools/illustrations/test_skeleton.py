"""The rig: bones keep their length, whatever the pose asks for."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from bot.tools.illustrations.geometry import angle_between, length, vector
from bot.tools.illustrations.inverse_kinematics import soft_distance, two_bones
from bot.tools.illustrations.joint_angles import SIDES, ArmAngles, Bend, LegAngles
from bot.tools.illustrations.limits import BONES, LIMITS, bone_lengths, joint_angles
from bot.tools.illustrations.measures import SPINE_LENGTHS, SPINE_STEPS
from bot.tools.illustrations.pose import resolve
from bot.tools.illustrations.schema import LegSpec, Place, Pose, Target


def a_pose(
    pitch: float = 0.0,
    spine: tuple[Bend, Bend, Bend] = (Bend(), Bend(), Bend()),
    leg: LegAngles | None = None,
    arm: ArmAngles | None = None,
    foot: Target | None = None,
) -> Pose:
    return Pose(
        name="a pose",
        pitch=pitch,
        yaw=0.0,
        roll=0.0,
        turn=0.0,
        place=Place("pelvis", vector(0, 0), ("pelvis",)),
        spine=spine,
        neck=Bend(),
        head=Bend(),
        legs={side: LegSpec(leg or LegAngles()) for side in SIDES},
        arms={side: arm or ArmAngles() for side in SIDES},
        feet=dict.fromkeys(SIDES, foot),
        hands=dict.fromkeys(SIDES),
    )


POSES = {
    "standing": a_pose(),
    "rounded": a_pose(pitch=60, spine=(Bend(50), Bend(40), Bend(0))),
    "twisted": a_pose(spine=(Bend(5, 4, -10), Bend(0, 0, -26), Bend(0, 0, -26))),
    "folded legs": a_pose(leg=LegAngles(flex=130, abd=20, rot=15, knee=150, ankle=-60)),
    "raised arms": a_pose(arm=ArmAngles(flex=160, abd=20, elbow=80, prot=4)),
    "planted feet": a_pose(pitch=-88, foot=Target(vector(46, 9))),
    "feet out of reach": a_pose(pitch=-88, foot=Target(vector(200, 9))),
}


@pytest.mark.parametrize("name", POSES)
def test_bones_keep_their_length(name: str) -> None:
    for bone, cm in bone_lengths(resolve(POSES[name])).items():
        assert cm == pytest.approx(BONES[bone[:-2]], abs=0.01), bone


@pytest.mark.parametrize("name", POSES)
def test_the_spine_keeps_its_length(name: str) -> None:
    frames = resolve(POSES[name]).spine
    steps = [length(b.origin - a.origin) for a, b in itertools.pairwise(frames)]
    expected = [cm / n for cm, n in zip(SPINE_LENGTHS, SPINE_STEPS, strict=True) for _ in range(n)]
    assert steps == pytest.approx(expected, abs=0.01)


def test_a_standing_person_looks_straight_ahead() -> None:
    head = resolve(POSES["standing"]).head
    assert angle_between(head.front, vector(1, 0, 0)) < 1


def test_the_spine_bends_smoothly() -> None:
    frames = resolve(POSES["rounded"]).spine
    kinks = [angle_between(a.up, b.up) for a, b in itertools.pairwise(frames)]
    assert max(kinks) < 14


def test_a_foot_out_of_reach_is_reported_and_the_knee_stays_whole() -> None:
    s = resolve(POSES["feet out of reach"])
    assert s.misses["foot_r"] > 50
    assert -2 <= joint_angles(POSES["feet out of reach"], s)["knee r"] < 20


def test_the_knee_bends_to_the_front_for_any_target() -> None:
    for degrees in range(0, 360, 30):
        a = math.radians(degrees)
        target = vector(30 * math.cos(a), 5, 30 * math.sin(a))
        bulge = np.cross(target, vector(0, 1, 0))
        reach = two_bones(vector(0, 0, 0), target, (42, 41), bulge, front=1)
        assert float((reach.far.origin - target / 2) @ bulge) > 0
        assert float(reach.near.front @ reach.far.up) >= -1e-9


def test_a_limb_never_snaps_straight() -> None:
    spans = [soft_distance(d, 42, 41) for d in np.linspace(75, 95, 200)]
    jumps = np.diff(spans)
    assert max(spans) < 83
    assert (jumps >= 0).all()
    assert (np.diff(jumps) < 1e-6).all()


def test_every_limit_allows_the_resting_angle() -> None:
    for low, high in LIMITS.values():
        assert low <= 0 <= high
