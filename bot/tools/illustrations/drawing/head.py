"""The head: skin, hair as caps of spheres, an ear, and a calm face with closed eyes."""

from __future__ import annotations

import math

import numpy as np

from bot.tools.illustrations.body import part
from bot.tools.illustrations.camera import Camera, Outline
from bot.tools.illustrations.drawing.brush import (
    Canvas,
    Path,
    clipped,
    fill,
    line,
    on_top_only,
    polygon,
    shade,
    shape,
    skia,
    trail,
)
from bot.tools.illustrations.drawing.palette import HAIR, INK, SKIN, SKIN_FAR, mixed
from bot.tools.illustrations.geometry import Frame, Vector, unit, vector
from bot.tools.illustrations.skeleton import Skeleton

SKULL = (0.6, 0.0, 7.8)
CAPS = (
    ((-0.1, 0.0, 8.4), 9.35, (-0.74, 0.0, 0.67), 86.0),
    ((0.9, 0.0, 9.3), 9.05, (-0.15, 0.2, 1.0), 64.0),
    ((-1.2, 0.0, 6.6), 9.0, (-1.0, 0.0, 0.05), 62.0),
)
"""Middle, radius, axis and half angle (degrees) of the hair's caps, in the skull's frame."""

NAPE = (-4.0, 0.0, 2.7)


def paint_head(canvas: Canvas, camera: Camera, s: Skeleton) -> None:
    """Paint the head over what is there."""
    h, k = s.head, camera.scale
    skull, nose, *ears = part(s, "head")
    skin = shape(camera, [skull, nose])
    canvas.drawPath(skin, on_top_only(line(INK, 1.75 * k, 0.3, 0.38 * k)))
    canvas.drawPath(skin, fill(SKIN))
    with clipped(canvas, skin):
        shade(canvas, skin, k)
    _paint_face(canvas, camera, h)
    _paint_hair(canvas, camera, h)
    for ear, side in zip(ears, (1, -1), strict=True):
        if camera.facing(side * h.left) > -0.25:
            path = shape(camera, [ear])
            canvas.drawPath(path, fill(mixed(SKIN, SKIN_FAR, 0.25)))
            inner = ear.copy()
            inner[:, 3] *= 0.5
            canvas.drawPath(shape(camera, [inner]), fill(SKIN_FAR, 0.8))


def _paint_hair(canvas: Canvas, camera: Camera, h: Frame) -> None:
    paint = fill(HAIR)
    paint.setPathEffect(skia.CornerPathEffect.Make(1.2 * camera.scale))
    rounding = line(HAIR, 0.5 * camera.scale)
    with clipped(canvas, _above_nape(camera, h)):
        for middle, radius, axis, angle in CAPS:
            way = h.axes @ unit(vector(*axis))
            path = polygon([cap_outline(camera, h.point(*middle), radius, way, angle)])
            canvas.drawPath(path, paint)
            canvas.drawPath(path, rounding)


def _above_nape(camera: Camera, h: Frame) -> Path:
    """Return the half of the picture in which hair may grow: it must not end in spikes."""
    x, y = camera.pixel(h.point(*NAPE))
    way = h.axes @ vector(-0.12, 0.0, 1.0)
    up = unit(vector(float(way @ camera.right), -float(way @ camera.up)))
    side, far = vector(-up[1], up[0]), 60.0 * camera.scale
    corners = [
        vector(x, y) + a * far * side + b * far * up for a, b in ((-1, 0), (1, 0), (1, 1), (-1, 1))
    ]
    return polygon([[(float(c[0]), float(c[1])) for c in corners]])


def cap_outline(
    camera: Camera, middle: Vector, radius: float, axis: Vector, angle: float
) -> Outline:
    """Return the visible outline (px) of a sphere's cap, or nothing if it is all behind."""
    view = np.column_stack([camera.right, camera.up, camera.towards]).T
    a = view @ axis
    side = unit(np.cross(a, vector(0, 0, 1) if abs(a[2]) < 0.9 else vector(1, 0, 0)))
    other = np.cross(a, side)
    turns = np.linspace(0, 2 * math.pi, 120, endpoint=False)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    rim = c * a + s * (np.cos(turns)[:, None] * side + np.sin(turns)[:, None] * other)
    flat = _visible_region(rim, a, c)
    x0, y0 = camera.pixel(middle)
    r = radius * camera.scale
    return [(x0 + r * float(x), y0 - r * float(y)) for x, y in flat]


def _visible_region(rim: np.ndarray, axis: Vector, cosine: float) -> np.ndarray:
    front = rim[:, 2] > 0
    if front.all() or not front.any():
        inside = axis[2] > cosine if front.all() else axis[2] > 0
        whole = np.linspace(0, 2 * math.pi, 90, endpoint=False)
        disc = np.column_stack([np.cos(whole), np.sin(whole)])
        if front.all():
            return rim[:, :2] if inside else disc
        return disc if inside else np.empty((0, 2))
    start = next(i for i in range(len(front)) if front[i] and not front[i - 1])
    run = np.roll(rim, -start, axis=0)[: int(front.sum())]
    begin, end = (math.atan2(run[i, 1], run[i, 0]) for i in (0, -1))
    forward = (begin - end) % (2 * math.pi)
    middle = end + forward / 2
    in_cap = axis[0] * math.cos(middle) + axis[1] * math.sin(middle) > cosine
    sweep = forward if in_cap else forward - 2 * math.pi
    arc = end + np.linspace(0, sweep, 50)
    return np.concatenate([run[:, :2], np.column_stack([np.cos(arc), np.sin(arc)])])


def _paint_face(canvas: Canvas, camera: Camera, h: Frame) -> None:
    k = camera.scale
    for side in (1, -1):
        eye = [_on_face(h, side * (3.4 + 1.5 * t), 6.0 - 0.55 * (1 - t * t)) for t in _ARC]
        brow = [_on_face(h, side * (3.4 + 1.9 * t), 8.3 + 0.5 * (1 - t * t)) for t in _ARC]
        if camera.facing(unit(eye[3] - h.point(0, 0, 6.0))) > 0.02:
            canvas.drawPath(trail(camera, eye), line(INK, 0.55 * k))
            canvas.drawPath(trail(camera, brow), line(HAIR, 0.62 * k, 0.85))
    mouth = [_on_face(h, 2.0 * t, 0.1 - 0.6 * (1 - t * t)) for t in _ARC]
    seen = [p for p in mouth if camera.facing(unit(p - h.point(0, 0, 0.3))) > 0.0]
    if len(seen) > 1:
        canvas.drawPath(trail(camera, seen), line(INK, 0.5 * k, 0.75))


_ARC = (-1.0, -0.67, -0.33, 0.0, 0.33, 0.67, 1.0)


def _on_face(h: Frame, left: float, up: float) -> Vector:
    """Return the point of the face at these cm: a cylinder from forehead to chin."""
    radius = 8.9 if up > 5 else 8.9 - 0.28 * (5 - up)
    x = math.sqrt(max(0.0, radius * radius - left * left))
    return h.point(0.5 + x, left, up)
