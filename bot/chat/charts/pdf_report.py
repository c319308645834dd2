"""One A4 page for a clinician: facts, and the same charts as in the chat."""

import io
import textwrap

from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from bot.chat.charts import png
from bot.chat.charts.charts import Report
from bot.chat.charts.style import HEIGHT, INK, SOFT, WIDTH, Pen

_WIDE, _HIGH = 8.27, 11.69
"""A4, in inches."""

_SCALE = 0.55
_CARD = (0.44, 0.44 * _WIDE / _HIGH * HEIGHT / WIDTH)
_CORNERS = tuple((x, y) for y in (0.41, 0.13) for x in (0.05, 0.51))
_LINE = 0.022
_CHARACTERS = 66
"""Characters of a value on one line."""

_MOST_LINES = 4


def pdf(report: Report) -> bytes:
    """Return the page as a PDF. Fonts are embedded, so that every language prints correctly."""
    with rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(_WIDE, _HIGH))
        FigureCanvasPdf(figure)
        _words(figure, report)
        for corner, card in zip(_CORNERS, report.cards, strict=False):
            axes = figure.add_axes((*corner, *_CARD))
            png.draw(Pen(axes, _SCALE), card)
        written = io.BytesIO()
        # Without a creation date, the same report always results in the same bytes.
        figure.savefig(written, format="pdf", metadata={"Creator": "Limber", "CreationDate": None})
    return written.getvalue()


def _words(figure: Figure, report: Report) -> None:
    _say(figure, 0.06, 0.94, report.title, 18, weight="bold")
    _say(figure, 0.06, 0.915, report.period, 10, color=SOFT)
    y = 0.88
    for name, value in report.facts:
        _say(figure, 0.06, y, name, 10, weight="bold")
        for line in textwrap.wrap(value, _CHARACTERS)[:_MOST_LINES]:
            _say(figure, 0.36, y, line, 10)
            y -= _LINE
    for index, line in enumerate(textwrap.wrap(report.disclaimer, 118)):
        _say(figure, 0.06, 0.075 - 0.014 * index, line, 8, color=SOFT)


def _say(
    figure: Figure,
    x: float,
    y: float,
    words: str,
    size: float,
    color: str = INK,
    weight: str = "normal",
) -> None:
    figure.text(x, y, words, fontsize=size, color=color, fontweight=weight, parse_math=False)
