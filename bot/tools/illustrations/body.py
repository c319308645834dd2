"""The body around the skeleton: every part as hulls of spheres (cm).

A hull is an array of spheres, one row each: x, y, z, radius. Seen from anywhere without
perspective, a hull is the convex outline of a few circles, so joints are round and never gape.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.tools.illustrations.geometry import Frame, Vector, about_front, about_left, smooth_curve
from bot.tools.illustrations.joint_angles import SIDES, Side, outward
from bot.tools.illustrations.skeleton import Arm, Leg, Skeleton

Hull = NDArray[np.float64]
Hulls = list[Hull]

THIGH_STATIONS = ((2.5, 8.3), (12, 8.2), (26, 6.9), (37, 5.7), (42, 5.4))
SHIN_STATIONS = ((0, 5.4), (5, 5.25), (13, 5.3), (24, 4.5), (36, 3.8))
CALF_BACK = ((0, 0.0), (5, 0.3), (13, 1.0), (24, 0.7), (36, 0.0))
UPPER_STATIONS = ((0, 4.2), (10, 4.6), (20, 4.1), (32, 3.6))
SLEEVE_STATIONS = ((0, 4.9), (5, 5.5), (15, 5.2))
FORE_STATIONS = ((0, 3.6), (7, 3.8), (16, 3.1), (26, 2.4))
TORSO_STATIONS = (
    (0.0, 6.3, 8.2),
    (8.5, 6.0, 8.2),
    (17.1, 6.6, 8.6),
    (25.6, 7.6, 9.2),
    (33.1, 8.4, 9.6),
    (39.5, 8.8, 9.0),
    (44.8, 8.6, 6.0),
    (48.0, 5.2, 4.2),
)
"""Arc from L5, half distance of the two spheres, their radius."""
RING_TOP = 38.0
"""Up to this arc the trunk is made of flat rings; above, of spheres that round the shoulders."""
THIN = 0.7
PALM_HALF = 2.0
"""Half the thickness of a palm."""
WAIST = 7.6
"""Where the waistband is, above the hip joints."""


def spheres(frame: Frame, rows: Sequence[tuple[float, float, float, float]]) -> Hull:
    """Return a hull from rows of front, left, up, radius in a frame."""
    return np.array([[*frame.point(f, left, u), r] for f, left, u, r in rows])


def pairs(chain: Hull) -> Hulls:
    """Return the hulls between neighbours of a chain of spheres."""
    return [chain[i : i + 2] for i in range(len(chain) - 1)]


def tapered(
    frame: Frame,
    stations: Sequence[tuple[float, float]],
    steps: int = 9,
    back: Sequence[tuple[float, float]] = ((0, 0.0), (50, 0.0)),
) -> Hulls:
    """Return a limb segment down from `frame`, its radii smooth between (cm along, radius)."""
    along = [float(x) for x in np.linspace(stations[0][0], stations[-1][0], steps)]
    radii = smooth_curve([x for x, _ in stations], [r for _, r in stations], along)
    behind = smooth_curve([x for x, _ in back], [b for _, b in back], along)
    rows = [(-b, 0.0, -a, r) for a, r, b in zip(along, radii, behind, strict=True)]
    return pairs(spheres(frame, rows))


def ring(frame: Frame, up: float, half_width: float, half_depth: float) -> Hull:
    """Return a flat ring of small spheres: the outline of the trunk at one height."""
    straight, bow = half_width - half_depth, half_depth - THIN
    rows = []
    for i in range(24):
        a = 2 * math.pi * i / 24
        side = straight if math.sin(a) >= 0 else -straight
        rows.append((bow * math.cos(a), side + bow * math.sin(a), up, THIN))
    return spheres(frame, rows)


def torso(s: Skeleton) -> Hulls:
    """Return the shirt's trunk; it starts inside the waistband, so nothing shows below it."""
    arcs = [48.0 * i / 16 for i in range(17)]
    arcs[:7] = [17.0 * i / 6 for i in range(7)]
    arcs[7:12] = [17.0 + 3.0 * i for i in range(1, 6)]
    arcs[12:] = [32.0 + 3.2 * i for i in range(1, 6)]
    table = list(zip(*TORSO_STATIONS, strict=True))
    widths = smooth_curve(table[0], table[1], arcs)
    radii = smooth_curve(table[0], table[2], arcs)
    levels = [ring(s.pelvis, WAIST - 0.8, 13.7, 7.5)]
    for frame, arc, w, r in zip(s.spine, arcs, widths, radii, strict=True):
        if arc <= RING_TOP:
            levels.append(ring(frame, 0, w + r, r))
        else:
            levels.append(spheres(frame, [(0, w, 0, r), (0, -w, 0, r)]))
    return [np.concatenate([a, b]) for a, b in pairwise(levels)]


def pelvis(s: Skeleton) -> Hulls:
    """Return the seat of the leggings, with a straight waistband."""
    p = s.pelvis
    low = spheres(p, [(0, w, -4, 7.4) for w in (6.2, -6.2)])
    seat = spheres(p, [(-1.4, w, -1.5, 8.3) for w in (6.8, -6.8)])
    hips, band = ring(p, 3.2, 15.4, 8.9), ring(p, WAIST, 14.3, 8.0)
    return [np.concatenate(x) for x in ((low, seat), (seat, hips), (low, hips), (hips, band))]


def waistband(s: Skeleton) -> list[Vector]:
    """Return the points of the waist's ring (for the waistband line), all the way round."""
    return [row[:3] for row in ring(s.pelvis, WAIST - 0.6, 14.7, 8.4)]


def foot(leg: Leg) -> Hulls:
    """Return the bare foot with the ankle that shows below the leggings."""
    f = leg.foot
    ankle, heel = (0.0, 0.0, 0.0, 3.3), (-3.6, 0.0, -4.3, 3.2)
    ball, outer, instep = (11.6, -1.3, -5.2, 2.3), (10.6, 1.9, -5.4, 2.1), (5.0, 0.0, -3.4, 3.1)
    front = Frame(f.point(11.6, 0.0, -5.2), f.axes @ about_left(-leg.toes))
    tips = spheres(front, [(5.4, -1.3, -0.6, 1.7), (3.6, 1.9, -0.8, 1.5)])
    return [
        np.concatenate([spheres(leg.shin, [(0, 0, -33.5, 3.3)]), spheres(f, [ankle])]),
        spheres(f, [ankle, heel, instep]),
        spheres(f, [heel, instep, ball, outer]),
        np.concatenate([spheres(f, [ball, outer]), tips]),
    ]


def hand(arm: Arm, side: Side) -> Hulls:
    """Return the hand: a flat palm, fingers that curl by the grip (degrees a joint), a thumb."""
    h, inward = arm.hand, -outward(side)
    palm = [(0.0, 0.0, 0.0, 2.3), (1.7, 0.0, -5.0, 2.0), (-1.7, 0.0, -5.2, 1.9)]
    knuckles = [(1.9, 0.0, -8.0, 1.6), (-1.9, 0.0, -7.8, 1.6)]
    curl = h.axes @ about_front(inward * arm.grip)
    middle = Frame(h.point(0, 0, -8.0), curl)
    fingers = [(1.6, 0.0, -4.0, 1.45), (-1.6, 0.0, -3.6, 1.35)]
    tips_frame = Frame(middle.point(0, 0, -4.0), curl @ about_front(inward * arm.grip))
    tips = [(1.2, 0.0, -3.2, 1.2), (-1.3, 0.0, -2.4, 1.15)]
    thumb = [
        (2.2, inward * 0.4, -3.0, 1.5),
        (4.0, inward * 1.2, -6.2, 1.15),
        (4.2, inward * 1.6, -8.4, 1.0),
    ]
    knuckle, mid, end = spheres(h, knuckles), spheres(middle, fingers), spheres(tips_frame, tips)
    return [
        spheres(h, palm),
        np.concatenate([spheres(h, palm[1:]), knuckle]),
        np.concatenate([knuckle, mid]),
        np.concatenate([mid, end]),
        *pairs(spheres(h, thumb)),
    ]


def neck(s: Skeleton) -> Hulls:
    """Return the neck, from inside the collar to inside the skull."""
    chain = [np.array([*f.origin, 5.0]) for f in s.neck]
    low = spheres(s.chest, [(0, 0, -3, 5.6)])[0]
    nape = spheres(s.head, [(-1.4, 0, 3.5, 5.6), (-0.6, 0, 6.5, 7.4)])
    return pairs(np.array([low, *chain, *nape]))


def head(s: Skeleton) -> Hulls:
    """Return the skull with jaw, nose and ears."""
    h = s.head
    skull = [
        (0.6, 0.0, 7.8, 8.9),
        (4.2, 0.0, -1.0, 4.5),
        (1.0, 3.6, 0.8, 4.2),
        (1.0, -3.6, 0.8, 4.2),
    ]
    nose = [(8.3, 0.0, 7.2, 1.0), (9.6, 0.0, 3.9, 1.35)]
    ears = [spheres(h, [(-0.4, w, 5.8, 1.9), (-0.1, w * 0.97, 3.8, 1.2)]) for w in (8.5, -8.5)]
    return [spheres(h, skull), spheres(h, nose), *ears]


PARTS: dict[str, Callable[[Skeleton], Hulls]] = {
    "top": torso,
    "pelvis": pelvis,
    "neck": neck,
    "head": head,
}


@lru_cache(maxsize=256)
def part(s: Skeleton, name: str) -> Hulls:
    """Return the hulls of one part (`top`, `thigh_r`, …) or of a pair (`thigh`)."""
    if name in PARTS:
        return PARTS[name](s)
    kind, _, side = name.partition("_")
    if not side:
        return [h for each in SIDES for h in part(s, f"{kind}_{each}")]
    return _limb_part(s, kind, "l" if side == "l" else "r")


def _limb_part(s: Skeleton, kind: str, side: Side) -> Hulls:
    leg, arm = s.legs[side], s.arms[side]
    makers: dict[str, Callable[[], Hulls]] = {
        "thigh": lambda: tapered(leg.thigh, THIGH_STATIONS),
        "shin": lambda: tapered(leg.shin, SHIN_STATIONS, back=CALF_BACK),
        "foot": lambda: foot(leg),
        "upper": lambda: tapered(arm.upper, UPPER_STATIONS),
        "sleeve": lambda: tapered(arm.upper, SLEEVE_STATIONS, 5),
        "fore": lambda: tapered(arm.fore, FORE_STATIONS),
        "hand": lambda: hand(arm, side),
    }
    return makers[kind]()


BODY = ("top", "pelvis", "neck", "head", "thigh", "shin", "foot", "upper", "sleeve", "fore", "hand")


def whole(s: Skeleton) -> Hulls:
    """Return all hulls of the person."""
    return [h for name in BODY for h in part(s, name)]


def lowest(hulls: Hulls) -> float:
    """Return the height (cm) of the lowest point."""
    return min(float((h[:, 2] - h[:, 3]).min()) for h in hulls)
