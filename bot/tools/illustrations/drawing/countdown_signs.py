"""Symbols without words: a countdown in a ring, "get ready", "change sides", "done".

The digits are drawn as strokes and not from a font, so a film is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.tools.illustrations.drawing import palette as p
from bot.tools.illustrations.drawing.brush import Canvas, Path, fill, line, polygon, skia
from bot.tools.illustrations.drawing.picture import Pixels, pixels_of

Sign = Literal["hold", "ready", "change"]
RADIUS, RING, STROKE = 52.0, 9.0, 5.5
SMALL_RADIUS, SMALL_RING = 17.0, 5.0
"""px of a countdown, and of the ring that says "stay" in a loop."""
TALL, BROAD, APART = 36.0, 19.0, 9.0
"""px of a digit, and between two."""

Step = tuple[float, ...]
DIGITS: dict[str, tuple[Step, ...]] = {
    "0": ((0.5, 0), (0.02, 0, 0.02, 1, 0.5, 1), (0.98, 1, 0.98, 0, 0.5, 0)),
    "1": ((0.2, 0.2), (0.58, 0), (0.58, 1)),
    "2": (
        (0.05, 0.28),
        (0.05, -0.1, 0.95, -0.1, 0.95, 0.28),
        (0.95, 0.52, 0.25, 0.7, 0.03, 1),
        (1, 1),
    ),
    "3": (
        (0.08, 0.14),
        (0.3, -0.07, 0.93, -0.07, 0.93, 0.23),
        (0.93, 0.44, 0.6, 0.47, 0.4, 0.47),
        (0.7, 0.47, 1, 0.54, 1, 0.74),
        (1, 1.1, 0.25, 1.08, 0.03, 0.84),
    ),
    "4": ((0.74, 1), (0.74, 0), (0, 0.68), (1, 0.68)),
    "5": (
        (0.92, 0),
        (0.2, 0),
        (0.13, 0.43),
        (0.4, 0.3, 1, 0.34, 1, 0.67),
        (1, 1.1, 0.25, 1.08, 0.02, 0.86),
    ),
    "6": (
        (0.78, 0),
        (0.35, 0.16, 0.02, 0.42, 0.02, 0.68),
        (0.02, 1.1, 0.98, 1.1, 0.98, 0.68),
        (0.98, 0.32, 0.1, 0.32, 0.03, 0.66),
    ),
    "7": ((0, 0), (1, 0), (0.38, 1)),
    "8": (
        (0.5, 0.46),
        (-0.02, 0.46, 0.0, 0, 0.5, 0),
        (1.0, 0, 1.02, 0.46, 0.5, 0.46),
        (-0.14, 0.46, -0.14, 1, 0.5, 1),
        (1.14, 1, 1.14, 0.46, 0.5, 0.46),
    ),
    "9": (
        (0.22, 1),
        (0.65, 0.84, 0.98, 0.58, 0.98, 0.32),
        (0.98, -0.1, 0.02, -0.1, 0.02, 0.32),
        (0.02, 0.68, 0.9, 0.68, 0.97, 0.34),
    ),
}
"""Each digit in a square of 1: a start, then corners (x, y) or curves (six numbers)."""


@dataclass(frozen=True, slots=True)
class Count:
    """A countdown at one moment: the number shown, and the share (0-1) of the ring that is left.

    A number of 0 shows a tick; None shows the small ring alone.
    """

    sign: Sign
    number: int | None
    left: float


def with_sign(pixels: Pixels, spot: tuple[float, float], count: Count) -> Pixels:
    """Return the picture with a sign painted over it around `spot` (px)."""
    height, width = pixels.shape[:2]
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.drawImage(skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType), 0, 0)
    if count.number is None:
        _ring(canvas, spot, SMALL_RADIUS, SMALL_RING, count.left)
    elif count.number == 0:
        _ring(canvas, spot, RADIUS, RING, 1.0)
        _tick(canvas, spot)
    else:
        _ring(canvas, spot, RADIUS, RING, count.left)
        _number(canvas, spot, count.number)
    if count.sign != "hold":
        _badge(canvas, (spot[0], spot[1] + RADIUS * 1.9), count.sign)
    return pixels_of(surface)


def _ring(
    canvas: Canvas, spot: tuple[float, float], radius: float, width: float, left: float
) -> None:
    x, y = spot
    canvas.drawCircle(x, y, radius, fill(p.WHITE, 0.94))
    inner = radius - width / 2 - 3
    canvas.drawCircle(x, y, inner, line(p.MAT_LINE, width))
    box = skia.Rect.MakeLTRB(x - inner, y - inner, x + inner, y + inner)
    path = skia.Path()
    path.addArc(box, -90, -359.99 * max(0.0, min(1.0, left)))
    if left > 0:
        canvas.drawPath(path, line(p.LEGGINGS, width))


def _number(canvas: Canvas, spot: tuple[float, float], number: int) -> None:
    digits = str(number)
    broad = len(digits) * BROAD + (len(digits) - 1) * APART
    for i, digit in enumerate(digits):
        corner = (spot[0] - broad / 2 + i * (BROAD + APART), spot[1] - TALL / 2)
        canvas.drawPath(_stroked(DIGITS[digit], corner), line(p.INK, STROKE))


def _stroked(steps: Sequence[Step], corner: tuple[float, float]) -> Path:
    path = skia.Path()
    for i, step in enumerate(steps):
        at = [corner[k % 2] + v * (TALL if k % 2 else BROAD) for k, v in enumerate(step)]
        if i == 0:
            path.moveTo(*at)
        elif len(at) == 2:
            path.lineTo(*at)
        else:
            path.cubicTo(*at)
    return path


def _tick(canvas: Canvas, spot: tuple[float, float]) -> None:
    x, y = spot
    path = skia.Path()
    path.moveTo(x - 17, y + 1)
    path.lineTo(x - 5, y + 13)
    path.lineTo(x + 17, y - 13)
    canvas.drawPath(path, line(p.TOP_FAR, 8))


def _badge(canvas: Canvas, spot: tuple[float, float], sign: Sign) -> None:
    """Paint the small sign under a countdown: a play triangle, or two arrows that change places."""
    x, y = spot
    canvas.drawCircle(x, y, RADIUS * 0.72, fill(p.WHITE, 0.94))
    if sign == "ready":
        triangle = polygon([[(x - 10, y - 16), (x + 18, y), (x - 10, y + 16)]])
        canvas.drawPath(triangle, fill(p.INK))
        canvas.drawPath(triangle, line(p.INK, 5))
        return
    for way, height in ((1, -9), (-1, 9)):
        tip, tail, level = x + way * 20, x - way * 18, y + height
        canvas.drawPath(_between((tail, level), (tip - way * 9, level)), line(p.INK, 6))
        head = polygon([[(tip, level), (tip - way * 12, level - 9), (tip - way * 12, level + 9)]])
        canvas.drawPath(head, fill(p.INK))
        canvas.drawPath(head, line(p.INK, 2))


def _between(a: tuple[float, float], b: tuple[float, float]) -> Path:
    path = skia.Path()
    path.moveTo(*a)
    path.lineTo(*b)
    return path
