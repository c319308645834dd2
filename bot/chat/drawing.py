"""Drawing with matplotlib. Only `chat.charts` imports this, and late: see there."""

import io
from datetime import date

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from bot.chat.charts import ChartWords, Days
from bot.domain.streak import Mark

# Colours differ in lightness too, and every mark has a shape of its own.
PAPER, INK, SOFT = "#FBFCFD", "#1D2A44", "#66758A"
DONE, MISSED, REST, AHEAD, TODAY = "#2B7684", "#B4552D", "#B7C6D0", "#EEF3F6", "#FF8A1F"


def draw_calendar(days: Days, today: date, words: ChartWords) -> bytes:
    """Five rows of seven days: done is filled with a tick, missed an open ring, rest a pale dot."""
    figure = Figure(figsize=(6.4, 5.2), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 640), ylim=(520, 0), aspect="equal")
    axes.axis("off")
    axes.text(36, 44, words.title, fontsize=19, fontweight="bold", color=INK, va="center")
    for column, weekday in enumerate(words.weekdays):
        axes.text(_x(column), 92, weekday, fontsize=13, color=SOFT, ha="center", va="center")
    for row, week in enumerate(words.weeks):
        axes.text(36, _y(row), week, fontsize=13, color=SOFT, va="center")
    for index, (day, mark) in enumerate(days):
        row, column = divmod(index, 7)
        _draw_mark(axes, _x(column), _y(row), mark)
        if day == today:
            _draw_today(axes, _x(column), _y(row))
    _draw_legend(axes, words)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", facecolor=PAPER)
    return picture.getvalue()


def _x(column: int) -> float:
    return 150 + 70 * column


def _y(row: int) -> float:
    return 138 + 66 * row


def _draw_mark(axes: Axes, x: float, y: float, mark: Mark, size: float = 1.0) -> None:
    add = axes.add_patch
    match mark:
        case Mark.DONE:
            add(Circle((x, y), 23 * size, color=DONE))
            axes.plot(
                [x - 10 * size, x - 3 * size, x + 11 * size],
                [y + 1 * size, y + 8 * size, y - 8 * size],
                color="white",
                linewidth=4 * size,
                solid_capstyle="round",
                solid_joinstyle="round",
            )
        case Mark.MISSED:
            add(Circle((x, y), 20 * size, fill=False, edgecolor=MISSED, linewidth=3 * size))
        case Mark.REST:
            add(Circle((x, y), 8 * size, color=REST))
        case Mark.AHEAD:
            add(Circle((x, y), 22 * size, color=AHEAD))


def _draw_today(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (x - 29, y - 29),
            58,
            58,
            boxstyle="round,pad=0,rounding_size=16",
            fill=False,
            edgecolor=TODAY,
            linewidth=3,
        )
    )


def _draw_legend(axes: Axes, words: ChartWords) -> None:
    for index, mark in enumerate((Mark.DONE, Mark.MISSED, Mark.REST)):
        x = 60 + 190 * index
        _draw_mark(axes, x, 484, mark, size=0.6)
        axes.text(x + 24, 484, words.marks[mark], fontsize=13, color=INK, va="center")
