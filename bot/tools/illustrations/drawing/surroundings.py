"""What the person is in: background, mat, things made of boxes, and the shadow on the ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.tools.illustrations.body import Hulls
from bot.tools.illustrations.camera import WAYS, Camera
from bot.tools.illustrations.drawing import palette as p
from bot.tools.illustrations.drawing.brush import Canvas, clipped, fill, line, polygon, trail
from bot.tools.illustrations.geometry import Vector, convex_outline, vector
from bot.tools.illustrations.props import Box

Corner = tuple[float, float, float]
FLAT = {"mat": (p.MAT, p.MAT_EDGE, p.MAT_LINE), "path": (p.PATH, p.PATH_EDGE, p.PATH_LINE)}
SOLID = {
    "wall": (p.WALL, p.WALL_TOP, p.WALL_EDGE),
    "step": (p.WOOD, p.WOOD_TOP, p.WOOD_SIDE),
    "chair": (p.WOOD, p.WOOD_TOP, p.WOOD_SIDE),
    "chair_back": (p.WOOD, p.WOOD_TOP, p.WOOD_SIDE),
}
MARKS = 36.0
"""The cm between two lines on a path."""
SHADOW_REACH = 42.0
"""Parts higher than this (cm) over a surface cast no shadow on it."""


def paint_background(canvas: Canvas, size: tuple[int, int]) -> None:
    """Paint the calm ground colour and the light ellipse behind the person."""
    canvas.drawPaint(fill(p.BACKGROUND))
    w, h = size
    canvas.save()
    canvas.translate(w / 2, h * 0.56)
    canvas.scale(w * 0.43, h * 0.54)
    canvas.drawCircle(0, 0, 1, fill(p.ELLIPSE))
    canvas.restore()


def paint_flat(canvas: Canvas, camera: Camera, box: Box) -> None:
    """Paint a mat or a path: a soft shadow, the edge, the face, an inner line."""
    face, edge, inner = FLAT[box.kind]
    k = camera.scale
    outline = convex_outline([camera.pixel(c) for c in box.corners()])
    whole = polygon([outline])
    shadow = polygon([[(x, y + 1.6 * k) for x, y in outline]])
    canvas.drawPath(shadow, fill(p.INK, 0.10, 1.5 * k))
    for width in (1.6 * k, 0.0):
        paint = line(edge, width) if width else fill(edge)
        canvas.drawPath(whole, paint)
    top = polygon([_rectangle(camera, box, 0.0)])
    canvas.drawPath(top, fill(face))
    canvas.drawPath(top, line(face, 1.0 * k))
    rim = _rectangle(camera, box, 2.6)
    canvas.drawPath(polygon([rim]), line(inner, 0.5 * k))


def paint_marks(canvas: Canvas, camera: Camera, box: Box, belt: float) -> None:
    """Paint lines across a path that has moved back by `belt` cm, so that it is seen to move."""
    left, right = float(box.middle[0] - box.half[0]), float(box.middle[0] + box.half[0])
    depth, top = float(box.half[1]) - 2.6, box.top
    first = left + MARKS - (belt + left) % MARKS
    for x in np.arange(first, right, MARKS):
        ends = [box.middle * vector(0, 1, 0) + vector(x, y, top) for y in (-depth, depth)]
        fade = min(1.0, (x - left) / 14, (right - x) / 14)
        canvas.drawPath(trail(camera, ends), line(FLAT["path"][1], 0.7 * camera.scale, 0.8 * fade))


def _rectangle(camera: Camera, box: Box, inset: float) -> list[tuple[float, float]]:
    a, b = box.half[0] - inset, box.half[1] - inset
    corners = [(-a, -b), (a, -b), (a, b), (-a, b)]
    return [camera.pixel(box.middle + box.axes @ vector(x, y, box.half[2])) for x, y in corners]


def paint_boxes(canvas: Canvas, camera: Camera, boxes: Sequence[Box]) -> None:
    """Paint boxes, the farthest first."""
    for box in sorted(boxes, key=lambda b: float(b.middle @ camera.towards)):
        _paint_box(canvas, camera, box)


def _paint_box(canvas: Canvas, camera: Camera, box: Box) -> None:
    front, top, side = SOLID[box.kind]
    faces = []
    for axis in range(3):
        sign = 1.0 if camera.facing(box.axes[:, axis]) > 0 else -1.0
        seen = abs(camera.facing(box.axes[:, axis]))
        faces.append((seen, axis, sign))
    upright = sorted(f for f in faces if f[1] != 2)
    tones = {upright[0][1]: side, upright[1][1]: front, 2: top}
    for seen, axis, sign in sorted(faces):
        if seen > 0.01:
            path = polygon([convex_outline(_face(camera, box, axis, sign))])
            canvas.drawPath(path, fill(tones[axis]))
            canvas.drawPath(path, line(tones[axis], 0.25 * camera.scale))


def _face(camera: Camera, box: Box, axis: int, sign: float) -> list[tuple[float, float]]:
    one, two = (i for i in range(3) if i != axis)
    found = []
    for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        local = vector(0, 0, 0)
        local[axis], local[one], local[two] = sign, a, b
        found.append(camera.pixel(box.middle + box.axes @ (local * box.half)))
    return found


def paint_shadow(
    canvas: Canvas, camera: Camera, hulls: Hulls, z: float, inside: Box | None = None
) -> None:
    """Paint the person's shadow, cast straight down onto the height `z` (cm)."""
    low = [h for h in hulls if z - 3 < float((h[:, 2] - h[:, 3]).min()) < z + SHADOW_REACH]
    path = polygon(_flattened(camera, h, z) for h in low)
    paint = fill(p.INK, 0.2, 0.9 * camera.scale)
    if inside is None:
        canvas.drawPath(path, paint)
        return
    with clipped(canvas, polygon([_rectangle(camera, inside, 0.0)])):
        canvas.drawPath(path, paint)


def _flattened(camera: Camera, hull: np.ndarray, z: float) -> list[tuple[float, float]]:
    """Return the outline of a hull pressed flat at height `z`: of ellipses on the screen."""
    reach = hull[:, 3] * np.clip(1 - (hull[:, 2] - z - 30) / 120, 0.35, 1)
    centres = camera.pixels(np.column_stack([hull[:, :2], np.full(len(hull), z)]))
    squash = camera.scale * np.array([camera.right[:2], -camera.up[:2]])
    felt = WAYS @ squash
    sizes = np.linalg.norm(felt, axis=1)
    farthest = np.argmax(centres @ WAYS.T + reach[:, None] * sizes, axis=0)
    rims = (felt / sizes[:, None]) @ squash.T
    return [(x, y) for x, y in (centres[farthest] + reach[farthest, None] * rims).tolist()]


def paint_strap(canvas: Canvas, camera: Camera, points: Sequence[Vector]) -> None:
    """Paint the strap with a white casing."""
    path, k = trail(camera, points), camera.scale
    canvas.drawPath(path, line(p.WHITE, 1.9 * k))
    canvas.drawPath(path, line(p.STRAP, 1.15 * k))
