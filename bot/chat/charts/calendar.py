"""The five-week calendar: every kind of day has its own shape."""

import math
from collections.abc import Callable, Mapping

from bot.chat.charts.charts import CalendarPicture
from bot.chat.charts.style import ACCENT, CLAY, FAINT, ICE, SOFT, TEAL, Pen
from bot.domain.progress.streak import Mark


def draw(pen: Pen, picture: CalendarPicture) -> None:
    """Draw five rows of seven days, a frame around today, and a legend of the marks in use."""
    pen.title(picture.title)
    for column, weekday in enumerate(picture.weekdays):
        pen.text(_x(column), 90, weekday, color=SOFT, align="center")
    for row, week in enumerate(picture.weeks):
        pen.text(36, _y(row), week, color=SOFT)
    for index, (day, mark) in enumerate(picture.days):
        row, column = divmod(index, 7)
        _SHAPES[mark](pen, _x(column), _y(row), 1.0)
        if day == picture.today:
            pen.frame(_x(column), _y(row), 58, ACCENT, 3)
    used = {mark for _, mark in picture.days}
    _draw_legend(pen, [(mark, word) for mark, word in picture.marks if mark in used])


def _x(column: int) -> float:
    return 160 + 70 * column


def _y(row: int) -> float:
    return 132 + 62 * row


def _draw_legend(pen: Pen, marks: list[tuple[Mark, str]]) -> None:
    for index, (mark, word) in enumerate(marks):
        row, column = divmod(index, 3)
        x, y = 60 + 190 * column, 446 + 42 * row
        _SHAPES[mark](pen, x, y, 0.6)
        pen.text(x + 24, y, word)


def _done(pen: Pen, x: float, y: float, size: float) -> None:
    pen.disc(x, y, 23 * size, TEAL)
    _tick(pen, x, y, size, "white")


def _filled(pen: Pen, x: float, y: float, size: float) -> None:
    pen.circle(x, y, 21 * size, TEAL, 3 * size)
    _tick(pen, x, y, size, TEAL)


def _tick(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    xs = [x - 10 * size, x - 3 * size, x + 11 * size]
    pen.line(xs, [y + size, y + 8 * size, y - 8 * size], color, 4 * size)


def _snowflake(pen: Pen, x: float, y: float, size: float) -> None:
    for turn in range(6):
        angle = math.pi / 3 * turn + math.pi / 6
        _stroke(pen, (x, y), angle, 20 * size, size)
        fork = (x + 11 * size * math.cos(angle), y + 11 * size * math.sin(angle))
        for side in (-1, 1):
            _stroke(pen, fork, angle + side * math.pi / 4, 7 * size, size)


def _stroke(pen: Pen, start: tuple[float, float], angle: float, length: float, size: float) -> None:
    x, y = start
    end = (x + length * math.cos(angle), y + length * math.sin(angle))
    pen.line([x, end[0]], [y, end[1]], ICE, 3 * size)


def _paused(pen: Pen, x: float, y: float, size: float) -> None:
    for shift in (-11, 3):
        pen.box(x + shift * size, y - 13 * size, 8 * size, 26 * size, SOFT)


_SHAPES: Mapping[Mark, Callable[[Pen, float, float, float], None]] = {
    Mark.DONE: _done,
    Mark.FILLED: _filled,
    Mark.FROZEN: _snowflake,
    Mark.PAUSED: _paused,
    Mark.MISSED: lambda pen, x, y, size: pen.circle(x, y, 17 * size, CLAY, 2.5 * size),
    Mark.REST: lambda pen, x, y, size: pen.disc(x, y, 6 * size, SOFT),
    Mark.AHEAD: lambda pen, x, y, size: pen.disc(x, y, 22 * size, FAINT),
}
