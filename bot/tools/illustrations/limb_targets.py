"""Legs and arms: laid out by angles, or put where a pose wants the foot or the hand."""

from __future__ import annotations

import numpy as np

from bot.tools.illustrations.geometry import (
    Frame,
    Matrix,
    Vector,
    about_front,
    about_left,
    about_up,
    across,
    unit,
    vector,
)
from bot.tools.illustrations.inverse_kinematics import two_bones
from bot.tools.illustrations.joint_angles import SIDES, Side, outward
from bot.tools.illustrations.measures import ANKLE_HEIGHT, FOREARM, PALM, SHIN, THIGH, UPPER_ARM
from bot.tools.illustrations.schema import Pose, Target
from bot.tools.illustrations.skeleton import (
    Arm,
    Leg,
    Skeleton,
    arm_by_angles,
    hand_frame,
    hip_joint,
    leg_by_angles,
    shoulder_joint,
)

PIVOT_POINTS = {"ankle": (0.0, -7.5), "heel": (-3.6, -4.3), "toe": (11.6, -5.2)}
"""Front and up of the points that a pitched foot turns about, seen from the ankle."""


def leg_order(*poses: Pose) -> list[Side]:
    """Return the sides so that a foot which leans on the other leg comes last."""
    return sorted(SIDES, key=lambda side: any(_leans(pose.feet[side]) for pose in poses))


def _leans(target: Target | None) -> bool:
    return target is not None and target.anchor is not None


def leg_in(pose: Pose, s: Skeleton, side: Side) -> tuple[Leg, float | None]:
    """Return the leg as a pose wants it on this body, and by how many cm a target was missed."""
    target = pose.feet[side]
    if target is None:
        return leg_by_angles(s.pelvis, side, pose.leg_angles(side)), None
    return _leg_to(pose, s, side, target)


def arm_in(pose: Pose, s: Skeleton, side: Side) -> tuple[Arm, float | None]:
    """Return the arm as a pose wants it on this body, and by how many cm a target was missed."""
    target = pose.hands[side]
    if target is None:
        return arm_by_angles(s.chest, side, pose.arms[side]), None
    return _arm_to(pose, s, side, target)


def anchor_frame(s: Skeleton, name: str, side: Side) -> Frame:
    """Return the frame of what a hand or foot holds; a name without a side means `side`."""
    trunk = {"pelvis": s.pelvis, "head": s.head, "chest": s.chest}
    if name in trunk:
        return trunk[name]
    kind, _, given = name.partition("_")
    of: Side = side if not given else ("l" if given == "l" else "r")
    leg = s.legs[of]
    return {"thigh": leg.thigh, "knee": leg.shin, "foot": leg.foot, "hand": s.arms[of].hand}[kind]


def _sided(v: Vector, side: Side) -> Vector:
    return vector(v[0], outward(side) * v[1], v[2] if len(v) == 3 else 0.0)


def _target_point(s: Skeleton, side: Side, t: Target) -> Vector:
    spot = _sided(t.spot, side)
    return anchor_frame(s, t.anchor, side).point(*spot) if t.anchor else spot


def _towards(s: Skeleton, side: Side, t: Target, v: Vector) -> Vector:
    sided = _sided(v, side)
    return unit(anchor_frame(s, t.anchor, side).axes @ sided if t.anchor else sided)


def _leg_to(pose: Pose, s: Skeleton, side: Side, t: Target) -> tuple[Leg, float]:
    hip, point = hip_joint(s.pelvis, side), _target_point(s, side, t)
    axes = about_up(pose.yaw + outward(side) * t.yaw) @ about_left(-t.pitch)
    axes = axes @ about_front(outward(side) * t.roll)
    ankle = point if t.anchor else _ankle_over(point, axes, t)
    bulge = np.cross(unit(ankle - hip), s.pelvis.left)
    if t.pole is not None:
        sided = _sided(t.pole, side)
        bulge = sided if t.pole_world else s.pelvis.axes @ sided
    reach = two_bones(hip, ankle, (THIGH, SHIN), bulge, front=1)
    if t.anchor:
        axes = reach.far.axes @ about_left(-pose.legs[side].angles.ankle)
    toes = -t.pitch if t.pivot == "toe" else 0.0
    return Leg(reach.near, reach.far, Frame(reach.end, axes), toes), reach.miss


def _ankle_over(sole: Vector, axes: Matrix, t: Target) -> Vector:
    """Return the ankle of a foot whose pivot is where it would be if the sole lay flat."""
    front, up = PIVOT_POINTS[t.pivot]
    heading = across(axes[:, 0], vector(0, 0, 1))
    pivot = sole + heading * front + vector(0, 0, ANKLE_HEIGHT + up)
    if t.pivot == "ankle":
        return sole + axes[:, 2] * ANKLE_HEIGHT
    return pivot - axes @ vector(front, 0, up)


def wrist_of(s: Skeleton, side: Side, t: Target) -> tuple[Vector, Vector]:
    """Return where the wrist must be and where the fingers point."""
    point = _target_point(s, side, t)
    shoulder = s.arms[side].upper.origin
    fingers = unit(point - shoulder) if t.direction is None else _towards(s, side, t, t.direction)
    return point - fingers * PALM, fingers


def _arm_to(pose: Pose, s: Skeleton, side: Side, t: Target) -> tuple[Arm, float]:
    shoulder = shoulder_joint(s.chest, side, pose.arms[side])
    wrist, fingers = wrist_of(s, side, t)
    pole = vector(-1.0, 0.35, -0.4) if t.pole is None else t.pole
    sided = _sided(pole, side)
    bulge = sided if t.pole_world else s.chest.axes @ sided
    reach = two_bones(shoulder, wrist, (UPPER_ARM, FOREARM), bulge, front=-1)
    palm = -outward(side) * reach.far.left if t.palm is None else _towards(s, side, t, t.palm)
    hand = hand_frame(reach.end, side, fingers, palm)
    return Arm(reach.near, reach.far, hand, t.grip), reach.miss
