"""Interpolates two poses: angles are mixed, and whatever is solved is solved in every frame.

The trunk comes first, then its place, then legs and arms. A limb with a target in either pose has
one in between; so feet stay planted and hands do not leave what both poses hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from bot.tools.illustrations.geometry import Frame, Vector, turned, turned_axes, vector
from bot.tools.illustrations.inverse_kinematics import two_bones
from bot.tools.illustrations.joint_angles import SIDES, ArmAngles, Bend, LegAngles, Side
from bot.tools.illustrations.limb_targets import arm_in, leg_in, leg_order
from bot.tools.illustrations.measures import FOREARM, SHIN, THIGH, UPPER_ARM
from bot.tools.illustrations.pose import resolve, solved, standing
from bot.tools.illustrations.schema import LegSpec, Pose, Target
from bot.tools.illustrations.skeleton import Arm, Leg, Skeleton


@dataclass(frozen=True, slots=True)
class Between:
    """A person between two poses: the mixed pose, and the resulting body."""

    pose: Pose
    person: Skeleton


def between(a: Pose, b: Pose, e: float, lift: Mapping[str, float]) -> Between:
    """Return the person `e` (0-1) of the way from `a` to `b`; `lift` raises limbs midway (cm)."""
    if a is b:
        return Between(a, resolve(a))
    a, b = _agreed(a, b)
    pose = _mixed(a, b, e)
    if pose.solve is not None:
        pose = solved(pose, pose.solve)
    person = _placed(pose, a, b, e)
    for side in leg_order(a, b):
        leg = _leg_between(person, (a, b), side, e, lift.get(f"foot_{side}", 0.0))
        person = replace(person, legs={**person.legs, side: leg})
    for side in SIDES:
        arm = _arm_between(person, (a, b), side, e, lift.get(f"hand_{side}", 0.0))
        person = replace(person, arms={**person.arms, side: arm})
    return Between(pose, person)


def _agreed(a: Pose, b: Pose) -> tuple[Pose, Pose]:
    """Return the poses so that both or none have the same thing solved."""
    same = (
        a.solve is not None
        and b.solve is not None
        and (a.solve.variable, a.solve.goal, a.solve.part)
        == (b.solve.variable, b.solve.goal, b.solve.part)
    )
    if same:
        return a, b
    done = [replace(solved(p, p.solve), solve=None) if p.solve else p for p in (a, b)]
    return done[0], done[1]


def _mixed(a: Pose, b: Pose, e: float) -> Pose:
    def mix(x: float, y: float) -> float:
        return x + (y - x) * e

    def bend(x: Bend, y: Bend) -> Bend:
        return Bend(mix(x.flex, y.flex), mix(x.side, y.side), mix(x.twist, y.twist))

    solve = a.solve and b.solve and replace(b.solve, value=mix(a.solve.value, b.solve.value))
    place = replace(b.place, at=a.place.at + (b.place.at - a.place.at) * e)
    place = replace(place, z=mix(a.place.z, b.place.z)) if _same_place(a, b) else b.place
    lumbar, thorax, chest = (bend(x, y) for x, y in zip(a.spine, b.spine, strict=True))
    return replace(
        b,
        pitch=mix(a.pitch, b.pitch),
        yaw=mix(a.yaw, b.yaw),
        roll=mix(a.roll, b.roll),
        turn=mix(a.turn, b.turn),
        spine=(lumbar, thorax, chest),
        neck=bend(a.neck, b.neck),
        head=bend(a.head, b.head),
        legs={s: _mixed_leg(a, b, s, e) for s in SIDES},
        arms={s: _mixed_arm(a.arms[s], b.arms[s], e) for s in SIDES},
        solve=solve,
        place=place,
    )


def _mixed_leg(a: Pose, b: Pose, side: Side, e: float) -> LegSpec:
    """Return the leg's angles in between; `tilt` stays only if both poses give it."""
    one, two = a.legs[side], b.legs[side]
    if one.tilt is not None and two.tilt is not None:
        tilt: float | None = one.tilt + (two.tilt - one.tilt) * e
    else:
        tilt = None
    first, second = a.leg_angles(side), b.leg_angles(side)
    names = ("flex", "abd", "rot", "knee", "ankle")
    return LegSpec(LegAngles(*(_share(first, second, n, e) for n in names)), tilt)


def _mixed_arm(a: ArmAngles, b: ArmAngles, e: float) -> ArmAngles:
    names = ("flex", "abd", "rot", "elbow", "prot", "lift")
    return ArmAngles(*(_share(a, b, n, e) for n in names))


def _share(a: object, b: object, name: str, e: float) -> float:
    x, y = float(getattr(a, name)), float(getattr(b, name))
    return x + (y - x) * e


def _same_place(a: Pose, b: Pose) -> bool:
    return (
        a.place.pin == b.place.pin
        and a.place.ground == b.place.ground
        and len(a.place.at) == len(b.place.at)
    )


def _placed(pose: Pose, a: Pose, b: Pose, e: float) -> Skeleton:
    """Return the trunk in its place; poses with different places pull it from one to the other."""
    if _same_place(a, b):
        return standing(pose)
    first, second = (standing(replace(pose, place=p.place)) for p in (a, b))
    return first.moved((second.pelvis.origin - first.pelvis.origin) * e)


def _leg_between(s: Skeleton, ends: tuple[Pose, Pose], side: Side, e: float, lift: float) -> Leg:
    a, b = ends
    if a.feet[side] is None and b.feet[side] is None:
        return s.legs[side]
    one, two = (leg_in(pose, s, side)[0] for pose in ends)
    ankle = _on_the_way(one.foot.origin, two.foot.origin, e, lift)
    bulge = turned(one.thigh.front + one.shin.front, two.thigh.front + two.shin.front, e)
    reach = two_bones(one.thigh.origin, ankle, (THIGH, SHIN), bulge, front=1, soft=False)
    axes = turned_axes(one.foot.axes, two.foot.axes, e)
    toes = one.toes + (two.toes - one.toes) * e
    return Leg(reach.near, reach.far, Frame(reach.end, axes), toes)


def _arm_between(s: Skeleton, ends: tuple[Pose, Pose], side: Side, e: float, lift: float) -> Arm:
    a, b = ends
    if a.hands[side] is None and b.hands[side] is None:
        return s.arms[side]
    one, two = (arm_in(pose, s, side)[0] for pose in ends)
    wrist = _on_the_way(one.hand.origin, two.hand.origin, e, lift)
    shoulder = s.arms[side].upper.origin
    bulge = turned(-one.upper.front - one.fore.front, -two.upper.front - two.fore.front, e)
    reach = two_bones(shoulder, wrist, (UPPER_ARM, FOREARM), bulge, front=-1, soft=False)
    axes = turned_axes(one.hand.axes, two.hand.axes, e)
    grip = one.grip + (two.grip - one.grip) * e
    return Arm(reach.near, reach.far, Frame(reach.end, axes), grip)


def _on_the_way(a: Vector, b: Vector, e: float, lift: float) -> Vector:
    return a + (b - a) * e + vector(0, 0, lift * 4 * e * (1 - e))


def stays(a: Target | None, b: Target | None, back: float = 0.0) -> bool:
    """Tell whether a limb is put flat on the same spot, where the ground moves `back` (cm)."""
    if a is None or b is None or a.anchor or b.anchor or len(a.spot) != len(b.spot):
        return False
    flat = (a.pivot, a.pitch, a.roll) == (b.pivot, b.pitch, b.roll)
    shift = b.spot - a.spot
    shift[0] += back
    return flat and bool(np.allclose(shift, 0.0, atol=0.01))
