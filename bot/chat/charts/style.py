"""The style of every picture: a pale card with dark ink, which reads in a day and a night chat."""

import io
import itertools
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from PIL import Image

# Colours differ in lightness too, and nothing is told apart by colour alone.
PAPER, INK, SOFT, FAINT = "#F6F9FA", "#1D2A44", "#5A6880", "#DCE5EA"
TEAL, PALE_TEAL, ICE, CLAY, ACCENT = (
    "#2B7684",
    "#BFDDE0",
    "#3C6EA8",
    "#A0522D",
    "#D9730D",
)

WIDTH, HEIGHT = 640, 520
"""A card in its own units. In a picture one unit is a pixel."""

_COLOURS = 64
"""More shades than edges of two colours need; a palette makes the file three times smaller."""


class Pen:
    """Draws on a card whose upper left is (0, 0). `scale` shrinks letters and lines with it."""

    def __init__(self, axes: Axes, scale: float = 1.0) -> None:
        self._axes = axes
        self._scale = scale
        self._layers = itertools.count()  # what is drawn later lies on top, of whatever kind it is
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
        """Words, their middle at the height `y`; `size` is in points."""
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
        """The heading of the card."""
        self.text(36, 44, words, size=19, weight="bold")

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str,
        width: float,
        dash: str = "-",
    ) -> None:
        """A line through points with round ends."""
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
        """A filled circle."""
        self._axes.add_patch(
            Circle((x, y), radius, color=color, linewidth=0, zorder=next(self._layers))
        )

    def ring(self, x: float, y: float, radius: float, color: str, width: float) -> None:
        """An open circle."""
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
        """A filled box from its upper left; a hatch is drawn in the colour of the paper."""
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
        """A square frame with round corners around a point."""
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
    """An empty card that fills a picture."""
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure, Pen(figure.add_axes((0, 0, 1, 1)))


def png(figure: Figure) -> bytes:
    """The finished picture, in a palette: a chart has few colours."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", facecolor=PAPER)
    small = io.BytesIO()
    with Image.open(drawn) as image:
        image.convert("RGB").quantize(_COLOURS).save(small, format="png", optimize=True)
    return small.getvalue()
