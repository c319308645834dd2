"""Pain by day and by week: dots, weekly medians, and a band of two points around the baseline."""

from collections.abc import Callable
from datetime import date

from bot.chat.charts.charts import PainCurve, PainPicture
from bot.chat.charts.style import FAINT, INK, PALE_TEAL, PAPER, SOFT, TEAL, Pen

_LEFT, _RIGHT = 96, 604
_BAND = 2
"""Points around the baseline within which a change may be chance."""


def draw(pen: Pen, picture: PainPicture) -> None:
    """Draw one panel for each curve, always from 0 to 10, and a tick for each day of a session."""
    pen.title(picture.title)
    high = 320 / len(picture.curves) - 24
    for index, curve in enumerate(picture.curves):
        _panel(pen, picture, curve, 98 + index * (high + 40), high)
    x = _across(picture)
    for day in picture.sessions:
        pen.line([x(day), x(day)], [432, 442], TEAL, 2.5)
    pen.text(_LEFT - 12, 437, picture.sessions_word, size=10, color=SOFT, align="right")
    for monday, word in picture.weeks[::2]:
        pen.text(x(monday), 460, word, size=11, color=SOFT)
    pen.text(36, 494, picture.note, size=11, color=SOFT)


def _across(picture: PainPicture) -> Callable[[date], float]:
    first, last = picture.first, picture.today
    span = max(1, (last - first).days)
    return lambda day: _LEFT + (_RIGHT - _LEFT) * (day - first).days / span


def _panel(pen: Pen, picture: PainPicture, curve: PainCurve, top: float, high: float) -> None:
    x = _across(picture)

    def y(score: float) -> float:
        return top + high * (10 - score) / 10

    if curve.baseline is not None:
        upper = min(10.0, curve.baseline + _BAND)
        lower = max(0.0, curve.baseline - _BAND)
        pen.box(_LEFT, y(upper), _RIGHT - _LEFT, y(lower) - y(upper), "#E3EFF1")
        pen.line([_LEFT, _RIGHT], [y(curve.baseline)] * 2, PALE_TEAL, 2, "--")
    for score in (0, 5, 10):
        pen.line([_LEFT, _RIGHT], [y(score)] * 2, FAINT, 1)
        pen.text(_LEFT - 12, y(score), str(score), size=11, color=SOFT, align="right")
    pen.text(_LEFT, top - 15, curve.name, size=12, weight="bold")
    for start, end, median in curve.medians:
        pen.line([x(start), x(end)], [y(median)] * 2, INK, 4)
    for day, rating in curve.days:  # with a rim, so that a dot is visible on a median, too
        pen.disc(x(day), y(rating), 6, PAPER)
        pen.disc(x(day), y(rating), 4.5, TEAL)
