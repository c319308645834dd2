"""The things around the person as boxes and lines (cm), and the surfaces that carry weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.tools.illustrations import body
from bot.tools.illustrations.body import Hull
from bot.tools.illustrations.geometry import Matrix, Vector, about_up, vector
from bot.tools.illustrations.joint_angles import SIDES
from bot.tools.illustrations.schema import Prop
from bot.tools.illustrations.skeleton import Skeleton

MAT_THICK = 1.6
SLAB, POST = 3.5, 3.6


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its middle, half sizes along its own axes, and those axes."""

    middle: Vector
    half: Vector
    axes: Matrix
    kind: str

    def corners(self) -> list[Vector]:
        """Return the eight corners."""
        signs = (-1, 1)
        return [
            self.middle + self.axes @ (self.half * vector(a, b, c))
            for a in signs
            for b in signs
            for c in signs
        ]

    def carries(self, point: Vector) -> bool:
        """Tell whether the box lies under the point."""
        local = self.axes.T @ (point - self.middle)
        return bool(abs(local[0]) <= self.half[0] + 1 and abs(local[1]) <= self.half[1] + 1)

    @property
    def top(self) -> float:
        """The height of the upper face."""
        return float(self.middle[2] + self.half[2])


def upright(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], kind: str
) -> Box:
    """Return a box along the world's axes."""
    low, high = vector(x[0], y[0], z[0]), vector(x[1], y[1], z[1])
    return Box((low + high) / 2, (high - low) / 2, np.eye(3), kind)


def build(props: Sequence[Prop], people: Sequence[Skeleton]) -> list[Box]:
    """Return the boxes of all props; a mat without `x` goes under everybody."""
    boxes: list[Box] = []
    for prop in props:
        if prop.kind in ("mat", "path"):
            boxes.append(_mat(prop, people))
        elif prop.kind == "wall":
            boxes.append(_wall(prop))
        elif prop.kind == "step":
            boxes += _step(prop)
        elif prop.kind == "chair":
            boxes += _chair(prop)
    return boxes


def _mat(prop: Prop, people: Sequence[Skeleton]) -> Box:
    pad = prop.numbers.get("pad", 14.0)
    low = np.concatenate([h for s in people for h in body.whole(s)])
    low = low[low[:, 2] - low[:, 3] < 8]
    x = prop.x or (
        float((low[:, 0] - low[:, 3]).min()) - pad,
        float((low[:, 0] + low[:, 3]).max()) + pad,
    )
    reach = max(30.0, float((np.abs(low[:, 1]) + low[:, 3]).max()) + 4)
    y = prop.y or (-reach, reach)
    return upright(x, y, (-MAT_THICK, 0), prop.kind)


def _wall(prop: Prop) -> Box:
    x = prop.x[0] if prop.x else 94.0
    thick = prop.x[1] - prop.x[0] if prop.x else 5.0
    return upright(
        (x, x + thick), prop.y or (-34, 34), (-MAT_THICK, prop.numbers.get("h", 90.0)), "wall"
    )


def _step(prop: Prop) -> list[Box]:
    at = vector(0, 0) if prop.at is None else prop.at
    w, d, h = (prop.numbers.get(k, 34.0) for k in "wdh")
    x, y = (at[0] - w / 2, at[0] + w / 2), (at[1] - d / 2, at[1] + d / 2)
    lid = upright((x[0] - 1.5, x[1] + 1.5), (y[0] - 1.5, y[1] + 1.5), (h - 4, h), "step")
    return [upright(x, y, (0, h - 4), "step"), lid]


def _chair(prop: Prop) -> list[Box]:
    """Return an armless chair: four legs, a seat, and an open back of two posts and two rails."""
    at = vector(0, 0) if prop.at is None else prop.at
    n = {"w": 42.0, "d": 40.0, "h": 44.0, "back": 86.0, "faces": 0.0} | prop.numbers
    axes, w, d = about_up(n["faces"]), n["w"] / 2, n["d"] / 2

    def box(
        f: float, left: float, z: tuple[float, float], half: tuple[float, float], kind: str
    ) -> Box:
        middle = vector(at[0], at[1], (z[0] + z[1]) / 2) + axes @ vector(f, left, 0)
        return Box(middle, vector(half[0], half[1], (z[1] - z[0]) / 2), axes, kind)

    p, h, top = POST / 2, n["h"], n["back"]
    legs = [
        box(f * (d - p), side * (w - p), (0, h - SLAB), (p, p), "chair")
        for f in (-1, 1)
        for side in (-1, 1)
    ]
    posts = [box(-d + p, side * (w - p), (h - SLAB, top), (p, p), "chair_back") for side in (-1, 1)]
    rails = [
        box(-d + p, 0, (top - 9, top), (p * 0.8, w), "chair_back"),
        box(-d + p, 0, (top - 26, top - 20), (p * 0.7, w - POST), "chair_back"),
    ]
    return [*legs, box(0, 0, (h - SLAB, h), (d + 0.5, w + 0.5), "chair"), *posts, *rails]


def footprint(box: Box) -> Hull:
    """Return the box's lower corners as a hull, for its shadow."""
    low = [c for c in box.corners() if c[2] < box.middle[2]]
    return np.array([[c[0], c[1], c[2] + 1.0, 1.0] for c in low])


def strap_line(prop: Prop, s: Skeleton) -> list[Vector]:
    """Return the strap from one palm, under the ball of the foot, to the other palm."""
    foot = s.legs[prop.foot].foot
    hands = {side: s.arms[side].hand for side in SIDES}
    around = [
        foot.point(9.0, w, z) for w, z in ((-4.2, -3.0), (-3.0, -8.3), (3.0, -8.3), (4.2, -3.0))
    ]
    return [hands["r"].point(0, 0, -5.5), *around, hands["l"].point(0, 0, -5.5)]


def surface_under(boxes: Sequence[Box], point: Vector) -> float:
    """Return the height of what carries a point: a step or seat not above it, else the floor."""
    tops = [b.top for b in boxes if b.kind in ("step", "chair") and b.carries(point)]
    return max([t for t in tops if t <= point[2] + 2.0], default=0.0)
