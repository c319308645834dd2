"""Vectors, rotations and outlines: the arithmetic that the other modules share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""Three numbers in cm (world: x right, y away from the viewer, z up), or two in px."""

Matrix = NDArray[np.float64]
"""A 3x3 rotation; its columns are the body axes front, left, up."""

TINY = 1e-9


def vector(*numbers: float) -> Vector:
    """Return the numbers as one vector."""
    return np.array(numbers, dtype=np.float64)


def length(v: Vector) -> float:
    """Return the length of `v` in its own unit."""
    return float(np.linalg.norm(v))


def unit(v: Vector) -> Vector:
    """Return `v` with length 1; a vector without a direction stays as it is."""
    size = length(v)
    return v / size if size > TINY else v


def across(v: Vector, axis: Vector) -> Vector:
    """Return the direction of `v` that is left when its share along `axis` is taken away."""
    n = unit(axis)
    return unit(v - float(v @ n) * n)


def angle_between(a: Vector, b: Vector) -> float:
    """Return the angle between two directions, 0-180 degrees."""
    return math.degrees(math.acos(max(-1.0, min(1.0, float(unit(a) @ unit(b))))))


def about_front(degrees: float) -> Matrix:
    """Rotate about the front axis: + tips the top to the right."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def about_left(degrees: float) -> Matrix:
    """Rotate about the left axis: + tips the top forward."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def about_up(degrees: float) -> Matrix:
    """Rotate about the up axis: + turns the front to the left."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in the world (cm) with its own front, left and up."""

    origin: Vector
    axes: Matrix

    @property
    def front(self) -> Vector:
        """The direction that this part faces."""
        return self.axes[:, 0]

    @property
    def left(self) -> Vector:
        """The direction of the person's left."""
        return self.axes[:, 1]

    @property
    def up(self) -> Vector:
        """The direction towards the trunk, or, in the trunk, towards the head."""
        return self.axes[:, 2]

    def point(self, front: float, left: float, up: float) -> Vector:
        """Return the world point at these cm along the three axes."""
        return self.origin + self.axes @ vector(front, left, up)

    def moved(self, by: Vector) -> Frame:
        """Return the same frame, `by` cm away."""
        return Frame(self.origin + by, self.axes)


def frame_of(up: Vector, front_hint: Vector) -> Matrix:
    """Return axes with this `up` and a front as near as can be to the hint."""
    u = unit(up)
    f = across(front_hint, u)
    return np.column_stack([f, np.cross(u, f), u])


def turned(a: Vector, b: Vector, e: float) -> Vector:
    """Return the direction `e` (0-1) of the way from `a` to `b`, along the shortest arc."""
    one, two = unit(a), unit(b)
    angle = math.acos(max(-1.0, min(1.0, float(one @ two))))
    if angle < 1e-6 or math.pi - angle < 1e-6:
        return one if e < 0.5 else two
    return (math.sin((1 - e) * angle) * one + math.sin(e * angle) * two) / math.sin(angle)


def turned_axes(a: Matrix, b: Matrix, e: float) -> Matrix:
    """Return the rotation `e` (0-1) of the way from `a` to `b`, along the shortest turn."""
    change = a.T @ b
    angle = math.acos(max(-1.0, min(1.0, (float(np.trace(change)) - 1) / 2)))
    if angle < 1e-6:
        return a
    axis = unit(
        vector(
            change[2, 1] - change[1, 2], change[0, 2] - change[2, 0], change[1, 0] - change[0, 1]
        )
    )
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    part = np.eye(3) + math.sin(angle * e) * cross + (1 - math.cos(angle * e)) * cross @ cross
    return np.asarray(a @ part, dtype=np.float64)


def convex_outline(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the convex hull of 2D points, always turning the same way (monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    lower = _half_outline(ordered)
    upper = _half_outline(ordered[::-1])
    return lower[:-1] + upper[:-1]


def _half_outline(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for x, y in ordered:
        while len(chain) >= 2:
            (x1, y1), (x2, y2) = chain[-2], chain[-1]
            if (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain


def smooth_curve(xs: Sequence[float], ys: Sequence[float], at: Sequence[float]) -> list[float]:
    """Return heights at `at` of a smooth curve through (xs, ys), without corners or overshoot.

    A cubic Hermite spline whose slopes are limited as Fritsch and Carlson do.
    """
    x, y = np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)
    steps = np.diff(x)
    slopes = np.diff(y) / steps
    tangents = np.concatenate([[slopes[0]], (slopes[:-1] + slopes[1:]) / 2, [slopes[-1]]])
    tangents[1:-1][slopes[:-1] * slopes[1:] <= 0] = 0.0
    spot = np.clip(np.asarray(at, dtype=np.float64), x[0], x[-1])
    i = np.clip(np.searchsorted(x, spot, side="right") - 1, 0, len(steps) - 1)
    t = (spot - x[i]) / steps[i]
    value = (
        (1 + 2 * t) * (1 - t) ** 2 * y[i]
        + t * (1 - t) ** 2 * steps[i] * tangents[i]
        + t * t * (3 - 2 * t) * y[i + 1]
        + t * t * (t - 1) * steps[i] * tangents[i + 1]
    )
    return [float(v) for v in value]


def spline(points: Sequence[Vector], per_leg: int = 16) -> list[Vector]:
    """Return a smooth line (Catmull-Rom) through the given points."""
    if len(points) == 2:
        return list(points)
    ends = [2 * points[0] - points[1], *points, 2 * points[-1] - points[-2]]
    line: list[Vector] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(per_leg):
            t = step / per_leg
            line.append(
                0.5
                * (
                    2 * b
                    + (c - a) * t
                    + (2 * a - 5 * b + 4 * c - d) * t**2
                    + (3 * b - 3 * c + d - a) * t**3
                )
            )
    return [*line, points[-1]]
