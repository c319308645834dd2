"""The style of every picture: a pale card with dark ink, which reads in a day and a night chat."""

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Colours differ in lightness too, and nothing is told apart by colour alone.
PAPER, INK, SOFT, FAINT = "#F6F9FA", "#1D2A44", "#5A6880", "#DCE5EA"
TEAL, PALE_TEAL, ICE, CLAY, ACCENT = "#2B7684", "#BFDDE0", "#3C6EA8", "#A0522D", "#D9730D"

WIDTH, HEIGHT = 640, 520
"""Pixels of a picture, which are also the units in which a whole page is drawn."""


def page(title: str) -> tuple[Figure, Axes]:
    """An empty card with a title, measured in pixels from the upper left."""
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    axes.axis("off")
    axes.text(36, 44, title, fontsize=19, fontweight="bold", color=INK, va="center")
    return figure, axes


def png(figure: Figure) -> bytes:
    """The finished picture."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", facecolor=PAPER)
    return picture.getvalue()
