"""From a pose's words to a person in the scene: solved, placed on its surface, hands and feet put.

The order is fixed: trunk by angles, `solve`, `place`, legs, arms.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bot.illustrations import body
from bot.illustrations.angles import SIDES, LegAngles, Side, outward
from bot.illustrations.geometry import (
    TINY,
    Frame,
    Matrix,
    Vector,
    about_front,
    about_left,
    about_up,
    across,
    length,
    unit,
    vector,
)
from bot.illustrations.ik import two_bones
from bot.illustrations.measures import ANKLE_HEIGHT, FOREARM, PALM, SHIN, THIGH, UPPER_ARM
from bot.illustrations.schema import Pose, Solve, Target
from bot.illustrations.skeleton import (
    Arm,
    Leg,
    Skeleton,
    arm_by_angles,
    hand_frame,
    head_frame,
    hip_joint,
    leg_by_angles,
    neck_frames,
    shoulder_joint,
    spine_frames,
)

STEPS = 12
CLOSE = 0.02
PIVOT_POINTS = {"ankle": (0.0, -7.5), "heel": (-3.6, -4.3), "toe": (11.6, -5.2)}
"""Front and up of the points that a pitched foot turns about, seen from the ankle."""


def resolve(pose: Pose) -> Skeleton:
    """Return the person in this pose; `misses` holds how many cm hands and feet fell short."""
    return _posed(pose if pose.solve is None else _solved(pose, pose.solve))


def _solved(pose: Pose, solve: Solve) -> Pose:
    """Return the pose with its variable turned to the goal (secant from the written angle)."""
    written = pose.pitch if solve.variable == "root.pitch" else pose.neck.flex
    before, now = written - 2.0, written
    error_before, error = (_error(_turned(pose, solve, x), solve) for x in (before, now))
    for _ in range(STEPS):
        if abs(error) < CLOSE or abs(error - error_before) < TINY:
            break
        step = -error * (now - before) / (error - error_before)
        before, error_before = now, error
        now += max(-12.0, min(12.0, step))
        error = _error(_turned(pose, solve, now), solve)
    return _turned(pose, solve, now)


def _turned(pose: Pose, solve: Solve, angle: float) -> Pose:
    if solve.variable == "root.pitch":
        return replace(pose, pitch=angle)
    return replace(pose, neck=replace(pose.neck, flex=angle))


def _error(pose: Pose, solve: Solve) -> float:
    """Return how far (cm) a pose is from the goal."""
    s = _standing(pose)
    if solve.goal == "touch":
        return body.lowest(body.part(s, solve.part)) - solve.value
    spans = [
        length(_wrist(s, side, target)[0] - s.arms[side].upper.origin)
        for side in SIDES
        if (target := pose.hands[side])
    ]
    return sum(spans) / max(1, len(spans)) - solve.value * (UPPER_ARM + FOREARM)


def _standing(pose: Pose) -> Skeleton:
    """Return the person laid out by angles alone and put in its place."""
    axes = about_up(pose.yaw) @ about_left(pose.pitch) @ about_front(pose.roll)
    axes = axes @ about_up(pose.turn)
    pelvis = Frame(vector(0, 0, 0), axes)
    spine = spine_frames(pelvis, pose.spine)
    neck = neck_frames(spine[-1], pose.neck)
    free = Skeleton(
        pelvis=pelvis,
        spine=spine,
        neck=neck,
        head=head_frame(neck, pose.head),
        legs={s: leg_by_angles(pelvis, s, _leg_angles(pose, s)) for s in SIDES},
        arms={s: arm_by_angles(spine[-1], s, pose.arms[s]) for s in SIDES},
        misses={},
    )
    return free.moved(_shift(pose, free))


def _leg_angles(pose: Pose, side: Side) -> LegAngles:
    spec = pose.legs[side]
    return spec.angles if spec.tilt is None else replace(spec.angles, flex=spec.tilt + pose.pitch)


def _shift(pose: Pose, s: Skeleton) -> Vector:
    place = pose.place
    pin = s.joints()[place.pin]
    down = place.at[2] - pin[2] if len(place.at) == 3 else 0.0
    if place.ground:
        down = place.z - min(body.lowest(body.part(s, name)) for name in place.ground)
    return vector(place.at[0] - pin[0], place.at[1] - pin[1], down)


def _posed(pose: Pose) -> Skeleton:
    s = _standing(pose)
    for side in sorted(SIDES, key=lambda side: _leans_on_a_leg(pose.feet[side])):
        target = pose.feet[side]
        if target:
            leg, miss = _leg_to(pose, s, side, target)
            s = replace(s, legs={**s.legs, side: leg}, misses={**s.misses, f"foot_{side}": miss})
    for side in SIDES:
        hold = pose.hands[side]
        if hold:
            arm, miss = _arm_to(pose, s, side, hold)
            s = replace(s, arms={**s.arms, side: arm}, misses={**s.misses, f"hand_{side}": miss})
    return s


def _leans_on_a_leg(target: Target | None) -> bool:
    return target is not None and target.anchor is not None


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


def _wrist(s: Skeleton, side: Side, t: Target) -> tuple[Vector, Vector]:
    """Return where the wrist must be and where the fingers point."""
    point = _target_point(s, side, t)
    shoulder = s.arms[side].upper.origin
    fingers = unit(point - shoulder) if t.direction is None else _towards(s, side, t, t.direction)
    return point - fingers * PALM, fingers


def _arm_to(pose: Pose, s: Skeleton, side: Side, t: Target) -> tuple[Arm, float]:
    shoulder = shoulder_joint(s.chest, side, pose.arms[side])
    wrist, fingers = _wrist(s, side, t)
    pole = vector(-1.0, 0.35, -0.4) if t.pole is None else t.pole
    sided = _sided(pole, side)
    bulge = sided if t.pole_world else s.chest.axes @ sided
    reach = two_bones(shoulder, wrist, (UPPER_ARM, FOREARM), bulge, front=-1)
    palm = -outward(side) * reach.far.left if t.palm is None else _towards(s, side, t, t.palm)
    hand = hand_frame(reach.end, side, fingers, palm)
    return Arm(reach.near, reach.far, hand, t.grip), reach.miss
