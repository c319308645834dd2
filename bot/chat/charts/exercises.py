"""Outcomes of each exercise: a stacked bar, with a hatch and a number for each outcome."""

from bot.chat.charts.charts import ExercisesPicture
from bot.chat.charts.style import CLAY, ICE, INK, SOFT, TEAL, Pen

_LEFT, _RIGHT, _TOP = 278, 604, 96
_LOOKS: tuple[tuple[str, str | None], ...] = (
    (TEAL, None),
    (ICE, "///"),
    (SOFT, "..."),
    (CLAY, "xxx"),
)
"""Done, easier, skipped, hurt: colour and hatch."""


def draw(pen: Pen, picture: ExercisesPicture) -> None:
    """Draw one row for each exercise, the most frequent first, and a legend below."""
    pen.title(picture.title)
    most = max(sum(counts) for _, counts in picture.rows)
    for index, (name, counts) in enumerate(picture.rows):
        y = _TOP + 44 * index
        pen.text(_LEFT - 14, y, name, size=12 if len(name) <= 32 else 10, align="right")
        x = float(_LEFT)
        for count, (color, hatch) in zip(counts, _LOOKS, strict=True):
            wide = (_RIGHT - _LEFT) * count / most
            if count:
                _piece(pen, (x, y), wide, count, color, hatch)
            x += wide
    for index, (word, (color, hatch)) in enumerate(zip(picture.outcomes, _LOOKS, strict=True)):
        x = 40 + 148 * index
        pen.box(x, 474, 26, 20, color, hatch)
        pen.text(x + 34, 484, word, size=12)


def _piece(
    pen: Pen,
    start: tuple[float, float],
    wide: float,
    count: int,
    color: str,
    hatch: str | None,
) -> None:
    x, y = start
    pen.box(x, y - 14, max(wide - 2, 2), 28, color, hatch)
    if wide >= 26 and hatch is None:
        pen.text(
            x + wide / 2,
            y,
            str(count),
            size=12,
            color="white",
            align="center",
            weight="bold",
        )
    elif wide >= 26:
        pen.box(x + wide / 2 - 11, y - 9, 22, 18, "white")
        pen.text(
            x + wide / 2,
            y,
            str(count),
            size=12,
            color=INK,
            align="center",
            weight="bold",
        )
