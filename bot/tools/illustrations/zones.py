"""Where a stretch is felt: soft patches that lie on a muscle and belong to certain parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.tools.illustrations.body import Hull, spheres
from bot.tools.illustrations.geometry import Vector, unit
from bot.tools.illustrations.joint_angles import Side, outward
from bot.tools.illustrations.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Patch:
    """A chain of spheres (cm) under the skin, the ways its surface looks, the parts it lies on."""

    chain: Hull
    normals: tuple[Vector, ...]
    owners: frozenset[str]


def patch(s: Skeleton, zone: str) -> Patch:
    """Return the patch of a zone such as `low_back` or `hamstring_r`."""
    if zone in ("back", "low_back"):
        return _spine_patch(s, zone)
    if zone == "belly":
        return _belly(s)
    kind, side = zone[:-2], zone[-1]
    return _SIDED[kind](s, "l" if side == "l" else "r")


def _spine_patch(s: Skeleton, zone: str) -> Patch:
    frames = s.spine[1:15] if zone == "back" else s.spine[0:8]
    depth = 5.0 if zone == "back" else 4.4
    chain = np.concatenate([spheres(f, [(-depth, 0, 0, 3.2)]) for f in frames])
    middle = frames[len(frames) // 2]
    return Patch(chain, (-middle.front,), frozenset({"top", "pelvis"}))


def _belly(s: Skeleton) -> Patch:
    frames = s.spine[1:9]
    chain = np.concatenate([spheres(f, [(4.4, 0, 0, 3.4)]) for f in frames])
    return Patch(chain, (frames[4].front,), frozenset({"top", "pelvis"}))


def _hip_front(s: Skeleton, side: Side) -> Patch:
    out, thigh = outward(side), s.legs[side].thigh
    rows = spheres(s.pelvis, [(4.6, out * 8.0, 3.0, 3.2)])
    low = spheres(thigh, [(3.8, 0, -4, 3.8), (3.8, 0, -13, 3.6), (3.4, 0, -22, 2.8)])
    return Patch(
        np.concatenate([rows, low]), (thigh.front,), frozenset({"pelvis", f"thigh_{side}"})
    )


def _hamstring(s: Skeleton, side: Side) -> Patch:
    thigh = s.legs[side].thigh
    rows = [(-3.4, 0.0, -9.0, 3.4), (-3.4, 0.0, -20.0, 3.5), (-2.9, 0.0, -33.0, 2.6)]
    return Patch(spheres(thigh, rows), (-thigh.front,), frozenset({f"thigh_{side}"}))


def _glute(s: Skeleton, side: Side) -> Patch:
    out, p = outward(side), s.pelvis
    rows = [(-4.2, out * 7.5, 1.5, 3.8), (-4.6, out * 7.5, -4.5, 4.2)]
    normal = unit(p.axes @ np.array([-0.8, out * 0.6, 0.0]))
    return Patch(spheres(p, rows), (normal,), frozenset({"pelvis", f"thigh_{side}"}))


def _glute_thigh(s: Skeleton, side: Side) -> Patch:
    glute, thigh = _glute(s, side), s.legs[side].thigh
    low = spheres(thigh, [(-3.8, 0, -5, 3.9), (-3.4, 0, -13, 3.3)])
    chain = np.concatenate([glute.chain[1:], low])
    return Patch(chain, (*glute.normals, -thigh.front), glute.owners)


def _seat(s: Skeleton, side: Side) -> Patch:
    thigh = s.legs[side].thigh
    rows = [(-4.0, 0.0, -5.0, 3.8), (-3.9, 0.0, -12.0, 3.7), (-3.5, 0.0, -20.0, 3.0)]
    return Patch(spheres(thigh, rows), (-thigh.front,), frozenset({f"thigh_{side}"}))


def _outer_hip(s: Skeleton, side: Side) -> Patch:
    out, p = outward(side), s.pelvis
    rows = [(-2.0, out * 10.5, 1.0, 3.6), (-4.2, out * 10.0, -5.0, 4.2)]
    low = spheres(s.legs[side].thigh, [(-3.4, out * 2.4, -6.0, 3.8)])
    normal = unit(p.axes @ np.array([-0.5, out * 0.9, -0.2]))
    chain = np.concatenate([spheres(p, rows), low])
    return Patch(chain, (normal,), frozenset({"pelvis", f"thigh_{side}"}))


def _side(s: Skeleton, side: Side) -> Patch:
    out, frames = outward(side), s.spine[1:11]
    chain = np.concatenate([spheres(f, [(0.5, out * 10.5, 0, 2.9)]) for f in frames])
    return Patch(chain, (out * frames[8].left,), frozenset({"top"}))


def _inner_thigh(s: Skeleton, side: Side) -> Patch:
    out, thigh = outward(side), s.legs[side].thigh
    rows = [(-1.2, -out * 3.6, -9.0, 3.2), (-1.2, -out * 3.4, -30.0, 2.6)]
    return Patch(spheres(thigh, rows), (-out * thigh.left,), frozenset({f"thigh_{side}"}))


_SIDED: dict[str, Callable[[Skeleton, Side], Patch]] = {
    "hamstring": _hamstring,
    "glute": _glute,
    "glute_thigh": _glute_thigh,
    "seat": _seat,
    "outer_hip": _outer_hip,
    "side": _side,
    "inner_thigh": _inner_thigh,
    "hip_front": _hip_front,
}
