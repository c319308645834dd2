"""Turns a pose into a person in the scene: solved, on its surface, with hands and feet placed.

The order is fixed: trunk by angles, `solve`, `place`, legs, arms.
"""

from __future__ import annotations

from dataclasses import replace

from bot.tools.illustrations import body
from bot.tools.illustrations.geometry import (
    TINY,
    Frame,
    Vector,
    about_front,
    about_left,
    about_up,
    length,
    vector,
)
from bot.tools.illustrations.joint_angles import SIDES
from bot.tools.illustrations.limb_targets import arm_in, leg_in, leg_order, wrist_of
from bot.tools.illustrations.measures import FOREARM, UPPER_ARM
from bot.tools.illustrations.schema import Pose, Solve
from bot.tools.illustrations.skeleton import (
    Skeleton,
    arm_by_angles,
    head_frame,
    leg_by_angles,
    neck_frames,
    spine_frames,
)

STEPS = 12
CLOSE = 0.02


def resolve(pose: Pose) -> Skeleton:
    """Return the person in this pose; `misses` holds how many cm hands and feet fell short."""
    return _posed(pose if pose.solve is None else solved(pose, pose.solve))


def solved(pose: Pose, solve: Solve) -> Pose:
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
    s = standing(pose)
    if solve.goal == "touch":
        return body.lowest(body.part(s, solve.part)) - solve.value
    spans = [
        length(wrist_of(s, side, target)[0] - s.arms[side].upper.origin)
        for side in SIDES
        if (target := pose.hands[side])
    ]
    return sum(spans) / max(1, len(spans)) - solve.value * (UPPER_ARM + FOREARM)


def standing(pose: Pose) -> Skeleton:
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
        legs={s: leg_by_angles(pelvis, s, pose.leg_angles(s)) for s in SIDES},
        arms={s: arm_by_angles(spine[-1], s, pose.arms[s]) for s in SIDES},
        misses={},
    )
    return free.moved(_shift(pose, free))


def _shift(pose: Pose, s: Skeleton) -> Vector:
    place = pose.place
    pin = s.joints()[place.pin]
    down = place.at[2] - pin[2] if len(place.at) == 3 else 0.0
    if place.ground:
        down = place.z - min(body.lowest(body.part(s, name)) for name in place.ground)
    return vector(place.at[0] - pin[0], place.at[1] - pin[1], down)


def _posed(pose: Pose) -> Skeleton:
    s = standing(pose)
    for side in leg_order(pose):
        leg, miss = leg_in(pose, s, side)
        s = replace(s, legs={**s.legs, side: leg}, misses=_noted(s, f"foot_{side}", miss))
    for side in SIDES:
        arm, miss = arm_in(pose, s, side)
        s = replace(s, arms={**s.arms, side: arm}, misses=_noted(s, f"hand_{side}", miss))
    return s


def _noted(s: Skeleton, limb: str, miss: float | None) -> dict[str, float]:
    return s.misses if miss is None else {**s.misses, limb: miss}
