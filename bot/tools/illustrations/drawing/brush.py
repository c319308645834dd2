"""Thin helpers over skia: outlines to paths, and paints with the settings that we use."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.tools.illustrations.body import Hulls
from bot.tools.illustrations.camera import Camera
from bot.tools.illustrations.drawing.palette import INK, rgb
from bot.tools.illustrations.geometry import Vector

skia: Any = importlib.import_module("skia")
"""Looked up by name: the library ships no types, and authors alone install it."""

Canvas = Any
Path = Any
Paint = Any


def colour(hex_colour: str, alpha: float = 1.0) -> int:
    """Return a colour with an opacity of 0-1."""
    r, g, b = rgb(hex_colour)
    return int(skia.Color(r, g, b, round(255 * max(0.0, min(1.0, alpha)))))


def fill(hex_colour: str, alpha: float = 1.0, blur: float = 0.0) -> Paint:
    """Return a filling paint; `blur` in px."""
    paint = skia.Paint(AntiAlias=True, Color=colour(hex_colour, alpha))
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def line(hex_colour: str, width: float, alpha: float = 1.0, blur: float = 0.0) -> Paint:
    """Return a stroking paint with round ends; `width` and `blur` in px."""
    paint = fill(hex_colour, alpha, blur)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def on_top_only(paint: Paint) -> Paint:
    """Return the paint, showing only on what is already painted in this layer."""
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    return paint


def polygon(outlines: Iterable[Sequence[tuple[float, float]]]) -> Path:
    """Return one path of many outlines that turn the same way: their union, without seams."""
    path = skia.Path()
    path.setFillType(skia.PathFillType.kWinding)
    for outline in outlines:
        if len(outline) > 2:
            path.addPoly([skia.Point(*p) for p in outline], close=True)
    return path


def shape(camera: Camera, hulls: Hulls) -> Path:
    """Return the path of a part of the body."""
    return polygon(camera.outline(h) for h in hulls)


def polyline(points: Sequence[tuple[float, float]]) -> Path:
    """Return an open line through pixels."""
    path = skia.Path()
    path.addPoly([skia.Point(*p) for p in points], close=False)
    return path


def trail(camera: Camera, points: Sequence[Vector]) -> Path:
    """Return an open line through world points."""
    return polyline([camera.pixel(p) for p in points])


@contextmanager
def clipped(canvas: Canvas, path: Path, *without: Path) -> Iterator[None]:
    """Paint only inside `path` and outside all of `without`."""
    canvas.save()
    canvas.clipPath(path, skia.ClipOp.kIntersect, doAntiAlias=True)
    for hole in without:
        canvas.clipPath(hole, skia.ClipOp.kDifference, doAntiAlias=True)
    try:
        yield
    finally:
        canvas.restore()


EDGE, SHADE_X, SHADE_Y = 1.75, 0.75, 1.35
"""Contact edge and offset of the crescent, in px at 1 px per cm; they grow with the scale."""


def shade(canvas: Canvas, path: Path, k: float) -> None:
    """Paint the crescent: what an inverse copy of the shape, shifted up and left, still covers."""
    inverse = skia.Path(path)
    inverse.offset(-SHADE_X * k, -SHADE_Y * k)
    inverse.setFillType(skia.PathFillType.kInverseWinding)
    canvas.drawPath(inverse, fill(INK, 0.1))
