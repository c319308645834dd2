"""The rig: bone lengths, and where each bone lies for given joint angles.

All lengths in cm for a person of 172 cm, all angles in degrees. Every frame's `up` points towards
the head (trunk) or towards the trunk (limbs), so a straight standing person has all `up` = +z.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bot.tools.illustrations.geometry import Frame, Vector, about_front, about_left, about_up
from bot.tools.illustrations.joint_angles import (
    SIDES,
    ArmAngles,
    Bend,
    LegAngles,
    Side,
    bend_matrix,
    outward,
)
from bot.tools.illustrations.measures import (
    ELBOW_REST,
    FOREARM,
    HEAD_REST,
    HIP_HALF_WIDTH,
    L5_REST,
    LUMBAR_WEIGHTS,
    NECK,
    NECK_BASE_REST,
    NECK_REST,
    NECK_STEPS,
    PELVIS_TO_L5,
    SHIN,
    SHOULDER_DROP,
    SHOULDER_HALF_WIDTH,
    SHOULDER_REST,
    SPINE_LENGTHS,
    SPINE_REST,
    SPINE_STEPS,
    THIGH,
    UPPER_ARM,
)


@dataclass(frozen=True, slots=True)
class Leg:
    """Thigh from the hip, shin from the knee, foot from the ankle; `toes` bend up (degrees)."""

    thigh: Frame
    shin: Frame
    foot: Frame
    toes: float = 0.0


@dataclass(frozen=True, slots=True)
class Arm:
    """Upper arm from the shoulder, forearm from the elbow, hand from the wrist; `grip` degrees."""

    upper: Frame
    fore: Frame
    hand: Frame
    grip: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """Every bone of the person in the world; `spine` runs from L5 up to C7."""

    pelvis: Frame
    spine: tuple[Frame, ...]
    neck: tuple[Frame, ...]
    head: Frame
    legs: dict[Side, Leg]
    arms: dict[Side, Arm]
    misses: dict[str, float]

    @property
    def chest(self) -> Frame:
        """The top of the trunk, at C7."""
        return self.spine[-1]

    def moved(self, by: Vector) -> Skeleton:
        """Return the same person, `by` cm away."""
        return replace(
            self,
            pelvis=self.pelvis.moved(by),
            spine=tuple(f.moved(by) for f in self.spine),
            neck=tuple(f.moved(by) for f in self.neck),
            head=self.head.moved(by),
            legs={
                s: Leg(g.thigh.moved(by), g.shin.moved(by), g.foot.moved(by), g.toes)
                for s, g in self.legs.items()
            },
            arms={
                s: Arm(a.upper.moved(by), a.fore.moved(by), a.hand.moved(by), a.grip)
                for s, a in self.arms.items()
            },
        )

    def joints(self) -> dict[str, Vector]:
        """Return the joints by the names that pose files use."""
        found = {
            "pelvis": self.pelvis.origin,
            "lumbar": self.spine[SPINE_STEPS[0] // 2].origin,
            "chest": self.spine[-5].origin,
            "c7": self.chest.origin,
            "head": self.head.point(0.6, 0, 7.8),
        }
        for side in SIDES:
            leg, arm = self.legs[side], self.arms[side]
            found |= {
                f"hip_{side}": leg.thigh.origin,
                f"knee_{side}": leg.shin.origin,
                f"ankle_{side}": leg.foot.origin,
                f"shoulder_{side}": arm.upper.origin,
                f"elbow_{side}": arm.fore.origin,
                f"wrist_{side}": arm.hand.origin,
            }
        found["knee"] = (found["knee_l"] + found["knee_r"]) / 2
        return found


JOINT_NAMES = frozenset(
    ["pelvis", "lumbar", "chest", "c7", "head", "knee"]
    + [f"{j}_{s}" for j in ("hip", "knee", "ankle", "shoulder", "elbow", "wrist") for s in SIDES]
)


def spine_frames(pelvis: Frame, bends: tuple[Bend, Bend, Bend]) -> tuple[Frame, ...]:
    """Return the frames of the three arcs from L5 to C7; the arc length never changes."""
    frame = Frame(pelvis.point(0, 0, PELVIS_TO_L5), pelvis.axes @ about_left(L5_REST))
    frames = [frame]
    for region, bend in enumerate(bends):
        steps = SPINE_STEPS[region]
        for i in range(steps):
            weight = LUMBAR_WEIGHTS[i] if region == 0 else 1.0
            part = Bend(
                (SPINE_REST[region] + bend.flex) / steps * weight,
                bend.side / steps,
                bend.twist / steps,
            )
            frame = _arc_step(frame, part, SPINE_LENGTHS[region] / steps)
            frames.append(frame)
    return tuple(frames)


def neck_frames(chest: Frame, bend: Bend) -> tuple[Frame, ...]:
    """Return the frames from C7 to the base of the skull."""
    frame = Frame(chest.origin, chest.axes @ about_left(NECK_BASE_REST))
    frames = [frame]
    part = Bend(
        (NECK_REST + bend.flex) / NECK_STEPS, bend.side / NECK_STEPS, bend.twist / NECK_STEPS
    )
    for _ in range(NECK_STEPS):
        frame = _arc_step(frame, part, NECK / NECK_STEPS)
        frames.append(frame)
    return tuple(frames)


def _arc_step(frame: Frame, bend: Bend, step: float) -> Frame:
    half = frame.axes @ bend_matrix(Bend(bend.flex / 2, bend.side / 2, bend.twist / 2))
    return Frame(frame.origin + half[:, 2] * step, frame.axes @ bend_matrix(bend))


def head_frame(neck: tuple[Frame, ...], bend: Bend) -> Frame:
    """Return the skull's frame, its origin at the base of the skull."""
    top = neck[-1]
    return Frame(top.origin, top.axes @ bend_matrix(replace(bend, flex=bend.flex + HEAD_REST)))


def hip_joint(pelvis: Frame, side: Side) -> Vector:
    """Return the hip joint of one side."""
    return pelvis.point(0, outward(side) * HIP_HALF_WIDTH, 0)


def shoulder_joint(chest: Frame, side: Side, arm: ArmAngles) -> Vector:
    """Return the shoulder joint; `prot` brings it forward, `lift` up."""
    inward = 0.25 * abs(arm.prot)
    return chest.point(
        arm.prot, outward(side) * (SHOULDER_HALF_WIDTH - inward), arm.lift - SHOULDER_DROP
    )


def leg_by_angles(pelvis: Frame, side: Side, a: LegAngles) -> Leg:
    """Return a leg laid out by its joint angles."""
    out = outward(side)
    axes = pelvis.axes @ about_left(-a.flex) @ about_front(out * a.abd) @ about_up(out * a.rot)
    thigh = Frame(hip_joint(pelvis, side), axes)
    shin = Frame(thigh.point(0, 0, -THIGH), axes @ about_left(a.knee))
    return Leg(thigh, shin, Frame(shin.point(0, 0, -SHIN), shin.axes @ about_left(-a.ankle)))


def arm_by_angles(chest: Frame, side: Side, a: ArmAngles) -> Arm:
    """Return an arm laid out by its joint angles; at zero it hangs with a soft elbow."""
    out = outward(side)
    axes = (
        chest.axes
        @ about_left(-a.flex - SHOULDER_REST)
        @ about_front(out * (a.abd + 4))
        @ about_up(out * a.rot)
    )
    upper = Frame(shoulder_joint(chest, side, a), axes)
    fore = Frame(upper.point(0, 0, -UPPER_ARM), axes @ about_left(-a.elbow - ELBOW_REST))
    return Arm(upper, fore, Frame(fore.point(0, 0, -FOREARM), fore.axes))


def hand_frame(wrist: Vector, side: Side, direction: Vector, palm: Vector) -> Frame:
    """Return the hand's frame: fingers along `direction`, palm towards `palm` (world)."""
    up = -direction / np.linalg.norm(direction)
    left = -outward(side) * (palm - float(palm @ up) * up)
    left = left / np.linalg.norm(left)
    return Frame(wrist, np.column_stack([np.cross(left, up), left, up]))
