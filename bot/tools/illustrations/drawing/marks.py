"""Marks on top of the picture: arrows, and the rim of the round second view."""

from __future__ import annotations

from collections.abc import Sequence

from bot.tools.illustrations.drawing import palette as p
from bot.tools.illustrations.drawing.brush import Canvas, fill, line, polygon, polyline
from bot.tools.illustrations.geometry import Vector, length, unit, vector

WIDTH, HEAD_WIDTH, HEAD_LENGTH, CASING = 7.0, 22.0, 18.0, 2.5
"""An arrow's measures in px."""


def paint_arrow(canvas: Canvas, pixels: Sequence[Vector], size: float = 1.0) -> None:
    """Paint an arrow along pixels, its head at the last one, in a white casing."""
    tip = pixels[-1]
    body = _cut(pixels, HEAD_LENGTH * size * 0.8)
    ahead = unit(tip - body[-1])
    side = vector(-ahead[1], ahead[0]) * (HEAD_WIDTH * size / 2)
    foot = tip - ahead * HEAD_LENGTH * size
    head = polygon([[(float(x), float(y)) for x, y in (tip, foot + side, foot - side)]])
    shaft = polyline([(float(x), float(y)) for x, y in body])
    for tone, extra in ((p.WHITE, 2 * CASING * size), (p.ARROW, 0.0)):
        canvas.drawPath(shaft, line(tone, WIDTH * size + extra))
        canvas.drawPath(head, line(tone, 2.0 * size + extra))
        canvas.drawPath(head, fill(tone))


def _cut(pixels: Sequence[Vector], from_end: float) -> list[Vector]:
    """Return the line without its last `from_end` px, so that the shaft ends inside the head."""
    left, kept = from_end, list(pixels)
    while len(kept) > 2 and length(kept[-1] - kept[-2]) < left:
        left -= length(kept[-1] - kept[-2])
        kept.pop()
    kept[-1] = kept[-1] - unit(kept[-1] - kept[-2]) * left
    return kept


def paint_ring(canvas: Canvas, centre: Vector, radius: float) -> None:
    """Paint the rim of a round second view."""
    x, y = float(centre[0]), float(centre[1])
    canvas.drawCircle(x, y, radius, line(p.WHITE, 5.0))
    canvas.drawCircle(x, y, radius, line(p.INK, 1.8, 0.8))


def paint_link(
    canvas: Canvas, spot: Vector, spot_radius: float, centre: Vector, radius: float
) -> None:
    """Circle a spot in the picture and connect it to the round view that enlarges it."""
    along = unit(centre - spot)
    ends = [spot + along * spot_radius, centre - along * radius]
    path = polyline([(float(x), float(y)) for x, y in ends])
    for tone, width, alpha in ((p.INK, 3.6, 0.35), (p.WHITE, 2.4, 1.0)):
        canvas.drawPath(path, line(tone, width, alpha))
        canvas.drawCircle(float(spot[0]), float(spot[1]), spot_radius, line(tone, width, alpha))
