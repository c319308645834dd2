"""The style of every chart: dark on pale, readable in light and dark chats."""

import io
import itertools
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from PIL import Image

# Colours differ in lightness too, and nothing is distinguished by colour alone.
PAPER, INK, SOFT, FAINT = "#F6F9FA", "#1D2A44", "#5A6880", "#DCE5EA"
TEAL, PALE_TEAL, ICE, CLAY, ACCENT = (
    "#2B7684",
    "#BFDDE0",
    "#3C6EA8",
    "#A0522D",
    "#D9730D",
)

WIDTH, HEIGHT = 640, 520
"""The size of a card. One unit is a pixel of a PNG."""

_COLOURS = 64
"""More than antialiasing needs. A palette makes the file three times smaller."""


class Pen:
    """Draws on a card whose upper left is (0, 0). `scale` shrinks text and lines."""

    def __init__(self, axes: Axes, scale: float = 1.0) -> None:
        self._axes = axes
        self._scale = scale
        self._layers = itertools.count()  # what is drawn later is on top
        axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        axes.axis("off")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 13,
        color: str = INK,
        align: str = "left",
        weight: str = "normal",
    ) -> None:
        """Draw text, vertically centred at `y`; `size` is in points."""
        self._axes.text(
            x,
            y,
            words,
            fontsize=size * self._scale,
            color=color,
            ha=align,
            va="center_baseline",
            fontweight=weight,
            parse_math=False,
            zorder=next(self._layers),
        )

    def title(self, words: str) -> None:
        """Draw the heading of the card."""
        self.text(36, 44, words, size=19, weight="bold")

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str,
        width: float,
        dash: str = "-",
    ) -> None:
        """Draw a line through points, with round ends."""
        self._axes.plot(
            xs,
            ys,
            color=color,
            linewidth=width * self._scale,
            linestyle=dash,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=next(self._layers),
        )

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        """Draw a filled circle."""
        self._axes.add_patch(
            Circle((x, y), radius, color=color, linewidth=0, zorder=next(self._layers))
        )

    def circle(self, x: float, y: float, radius: float, color: str, width: float) -> None:
        """Draw the outline of a circle."""
        self._axes.add_patch(
            Circle(
                (x, y),
                radius,
                fill=False,
                edgecolor=color,
                linewidth=width * self._scale,
                zorder=next(self._layers),
            )
        )

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        color: str,
        hatch: str | None = None,
    ) -> None:
        """Draw a filled box from its upper left. A hatch has the colour of the background."""
        self._axes.add_patch(
            Rectangle(
                (x, y),
                wide,
                high,
                facecolor=color,
                edgecolor=PAPER if hatch else color,
                hatch=hatch,
                linewidth=0,
                zorder=next(self._layers),
            )
        )

    def frame(self, x: float, y: float, side: float, color: str, width: float) -> None:
        """Draw a square frame with round corners around a point."""
        self._axes.add_patch(
            FancyBboxPatch(
                (x - side / 2, y - side / 2),
                side,
                side,
                boxstyle=f"round,pad=0,rounding_size={side / 4}",
                fill=False,
                edgecolor=color,
                linewidth=width * self._scale,
                zorder=next(self._layers),
            )
        )


def card() -> tuple[Figure, Pen]:
    """Return a figure with an empty card, and its pen."""
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure, Pen(figure.add_axes((0, 0, 1, 1)))


def png(figure: Figure) -> bytes:
    """Return a figure as a PNG with a palette, as a chart has few colours."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", facecolor=PAPER)
    small = io.BytesIO()
    with Image.open(drawn) as image:
        image.convert("RGB").quantize(_COLOURS).save(small, format="png", optimize=True)
    return small.getvalue()
