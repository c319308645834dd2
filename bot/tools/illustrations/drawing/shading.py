"""The flat shading that every shape shares."""

from __future__ import annotations

from bot.tools.illustrations.drawing.brush import Canvas, Path, fill, skia
from bot.tools.illustrations.drawing.palette import INK

EDGE, SHADE_X, SHADE_Y = 1.75, 0.75, 1.35
"""Contact edge and offset of the crescent, in px at 1 px per cm; they grow with the scale."""


def shade(canvas: Canvas, path: Path, k: float) -> None:
    """Paint the crescent: what an inverse copy of the shape, shifted up and left, still covers."""
    inverse = skia.Path(path)
    inverse.offset(-SHADE_X * k, -SHADE_Y * k)
    inverse.setFillType(skia.PathFillType.kInverseWinding)
    canvas.drawPath(inverse, fill(INK, 0.1))
