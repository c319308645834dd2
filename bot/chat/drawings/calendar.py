"""The five-week calendar: every kind of day has a shape of its own."""

import math
from collections.abc import Callable, Mapping
from datetime import date

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from bot.chat.charts import ChartWords, Days
from bot.chat.drawings.style import (
    ACCENT,
    CLAY,
    FAINT,
    ICE,
    INK,
    SOFT,
    TEAL,
    page,
    png,
)
from bot.domain.streak import Mark


def draw(days: Days, today: date, words: ChartWords) -> bytes:
    """Five rows of seven days, today framed, and a legend of the marks that occur."""
    figure, axes = page(words.title)
    for column, weekday in enumerate(words.weekdays):
        axes.text(_x(column), 90, weekday, fontsize=13, color=SOFT, ha="center", va="center")
    for row, week in enumerate(words.weeks):
        axes.text(36, _y(row), week, fontsize=13, color=SOFT, va="center")
    for index, (day, mark) in enumerate(days):
        row, column = divmod(index, 7)
        _draw_mark(axes, _x(column), _y(row), mark)
        if day == today:
            _draw_today(axes, _x(column), _y(row))
    used = {mark for _, mark in days}
    _draw_legend(axes, {mark: word for mark, word in words.marks.items() if mark in used})
    return png(figure)


def _x(column: int) -> float:
    return 160 + 70 * column


def _y(row: int) -> float:
    return 132 + 62 * row


def _draw_mark(axes: Axes, x: float, y: float, mark: Mark, size: float = 1.0) -> None:
    _SHAPES[mark](axes, x, y, size)


def _done(axes: Axes, x: float, y: float, size: float) -> None:
    axes.add_patch(Circle((x, y), 23 * size, color=TEAL))
    _tick(axes, x, y, size, "white")


def _filled(axes: Axes, x: float, y: float, size: float) -> None:
    axes.add_patch(Circle((x, y), 21 * size, fill=False, edgecolor=TEAL, linewidth=3 * size))
    _tick(axes, x, y, size, TEAL)


def _paused(axes: Axes, x: float, y: float, size: float) -> None:
    for shift in (-11, 3):
        corner = (x + shift * size, y - 13 * size)
        axes.add_patch(Rectangle(corner, 8 * size, 26 * size, color=SOFT))


def _missed(axes: Axes, x: float, y: float, size: float) -> None:
    axes.add_patch(Circle((x, y), 17 * size, fill=False, edgecolor=CLAY, linewidth=2.5 * size))


def _rest(axes: Axes, x: float, y: float, size: float) -> None:
    axes.add_patch(Circle((x, y), 6 * size, color=SOFT))


def _ahead(axes: Axes, x: float, y: float, size: float) -> None:
    axes.add_patch(Circle((x, y), 22 * size, color=FAINT))


def _tick(axes: Axes, x: float, y: float, size: float, color: str) -> None:
    axes.plot(
        [x - 10 * size, x - 3 * size, x + 11 * size],
        [y + 1 * size, y + 8 * size, y - 8 * size],
        color=color,
        linewidth=4 * size,
        solid_capstyle="round",
        solid_joinstyle="round",
    )


def _snowflake(axes: Axes, x: float, y: float, size: float) -> None:
    for turn in range(6):
        angle = math.pi / 3 * turn + math.pi / 6
        _stroke(axes, (x, y), angle, 20 * size, size)
        fork = (x + 11 * size * math.cos(angle), y + 11 * size * math.sin(angle))
        for side in (-1, 1):
            _stroke(axes, fork, angle + side * math.pi / 4, 7 * size, size)


def _stroke(
    axes: Axes, start: tuple[float, float], angle: float, length: float, size: float
) -> None:
    x, y = start
    axes.plot(
        [x, x + length * math.cos(angle)],
        [y, y + length * math.sin(angle)],
        color=ICE,
        linewidth=3 * size,
        solid_capstyle="round",
    )


_SHAPES: Mapping[Mark, Callable[[Axes, float, float, float], None]] = {
    Mark.DONE: _done,
    Mark.FILLED: _filled,
    Mark.FROZEN: _snowflake,
    Mark.PAUSED: _paused,
    Mark.MISSED: _missed,
    Mark.REST: _rest,
    Mark.AHEAD: _ahead,
}


def _draw_today(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (x - 29, y - 29),
            58,
            58,
            boxstyle="round,pad=0,rounding_size=16",
            fill=False,
            edgecolor=ACCENT,
            linewidth=3,
        )
    )


def _draw_legend(axes: Axes, marks: Mapping[Mark, str]) -> None:
    for index, (mark, word) in enumerate(marks.items()):
        row, column = divmod(index, 3)
        x, y = 60 + 190 * column, 446 + 42 * row
        _draw_mark(axes, x, y, mark, size=0.6)
        axes.text(x + 24, y, word, fontsize=13, color=INK, va="center")
