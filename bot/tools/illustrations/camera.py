"""An orthographic camera: no perspective, so a sphere is always a circle of its own radius."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.tools.illustrations.body import Hull, Hulls
from bot.tools.illustrations.geometry import Vector, vector
from bot.tools.illustrations.schema import View

Points = NDArray[np.float64]
Outline = list[tuple[float, float]]

WAYS = np.array(
    [[math.cos(2 * math.pi * i / 48), math.sin(2 * math.pi * i / 48)] for i in range(48)]
)
"""The directions in which an outline is sampled: the farthest point of all circles each way."""


LOWER = 0.12
"""A flat scene lies this share of the free height below the middle, as on a floor."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A view with a scale (px per cm) and the pixel at which the world's origin lies."""

    right: Vector
    up: Vector
    towards: Vector
    scale: float
    origin: Vector

    def pixel(self, point: Vector) -> tuple[float, float]:
        """Return where a world point (cm) lies in the picture (px, y down)."""
        x = float(self.origin[0] + self.scale * float(point @ self.right))
        y = float(self.origin[1] - self.scale * float(point @ self.up))
        return x, y

    def pixels(self, points: Points) -> Points:
        """Return the pixels of many world points, one row each."""
        flat = np.column_stack([points @ self.right, -(points @ self.up)])
        return self.origin + self.scale * flat

    def outline(self, hull: Hull) -> Outline:
        """Return the outline (px) of a hull of spheres."""
        centres, radii = self.pixels(hull[:, :3]), hull[:, 3] * self.scale
        farthest = np.argmax(centres @ WAYS.T + radii[:, None], axis=0)
        spots = centres[farthest] + radii[farthest, None] * WAYS
        return [(x, y) for x, y in spots.tolist()]

    def facing(self, normal: Vector) -> float:
        """Return 1 for a surface that looks at the camera, 0 for one seen edge-on, -1 behind."""
        return float(normal @ self.towards)


def camera_for(view: View, scale: float = 1.0, origin: Vector | None = None) -> Camera:
    """Return a camera that looks along the view's azimuth and elevation."""
    a, e = math.radians(view.azimuth), math.radians(view.elevation)
    towards = vector(math.cos(e) * math.sin(a), -math.cos(e) * math.cos(a), math.sin(e))
    right = vector(math.cos(a), math.sin(a), 0.0)
    start = vector(0, 0) if origin is None else origin
    return Camera(right, np.cross(towards, right), towards, scale, start)


def bounds(
    camera: Camera, hulls: Hulls, points: Sequence[Vector]
) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom (px) of hulls and points together."""
    low, high = [], []
    for hull in hulls:
        centres, radii = camera.pixels(hull[:, :3]), hull[:, 3:] * camera.scale
        low.append((centres - radii).min(axis=0))
        high.append((centres + radii).max(axis=0))
    if points:
        flat = camera.pixels(np.array(points))
        low.append(flat.min(axis=0))
        high.append(flat.max(axis=0))
    (left, top), (right, bottom) = np.min(low, axis=0), np.max(high, axis=0)
    return float(left), float(top), float(right), float(bottom)


def fitted(view: View, size: tuple[int, int], hulls: Hulls, points: Sequence[Vector]) -> Camera:
    """Return the camera that shows all of it, centred, inside the view's margins."""
    plain = camera_for(view)
    left, top, right, bottom = bounds(plain, hulls, points)
    across_px, down_px = size[0] - 2 * view.margin[0], size[1] - 2 * view.margin[1]
    scale = min(across_px / (right - left), down_px / (bottom - top))
    slack = down_px - scale * (bottom - top)
    middle = vector((left + right) / 2, (top + bottom) / 2)
    centre = vector(size[0] / 2, size[1] / 2 + LOWER * slack)
    return camera_for(view, scale, centre - scale * middle)
