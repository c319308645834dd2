"""Inverse kinematics: where knee and elbow go when the far end of a limb is fixed (two bones)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bot.tools.illustrations.geometry import TINY, Frame, Vector, across, length, unit

SOFT = 1.2
"""Over the last cm before full stretch a limb slows down, so that it never snaps straight."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A solved limb: its two bones, the end it got to, and by how many cm it missed."""

    near: Frame
    far: Frame
    end: Vector
    miss: float


def soft_distance(distance: float, a: float, b: float) -> float:
    """Return the distance (cm) that bones of `a` and `b` cm span when asked for `distance`."""
    start = a + b - SOFT
    if distance <= start:
        return max(distance, abs(a - b) + TINY)
    return start + SOFT * (1 - math.exp(-(distance - start) / SOFT))


def two_bones(
    root: Vector,
    target: Vector,
    bones: tuple[float, float],
    bulge: Vector,
    front: int,
    *,
    soft: bool = True,
) -> Reach:
    """Bend a limb of two `bones` (cm) from `root` to `target`, its joint pushed out along `bulge`.

    `front` is +1 where the joint bulges to the limb's front (knee), -1 to its back (elbow). A
    target from a solved limb must not be `soft`: it would be softened twice.
    """
    a, b = bones
    along = unit(target - root)
    asked = length(target - root)
    span = soft_distance(asked, a, b) if soft else max(abs(a - b) + TINY, min(asked, a + b - TINY))
    cosine = max(-1.0, min(1.0, (a * a + span * span - b * b) / (2 * a * span)))
    out = across(bulge, along)
    joint = root + along * (a * cosine) + out * (a * math.sqrt(1 - cosine * cosine))
    end = root + along * span
    hinge = front * np.cross(-along, out)
    return Reach(_bone(root, joint, hinge), _bone(joint, end, hinge), end, abs(asked - span))


def _bone(start: Vector, end: Vector, hinge: Vector) -> Frame:
    up = unit(start - end)
    left = across(hinge, up)
    return Frame(start, np.column_stack([np.cross(left, up), left, up]))
