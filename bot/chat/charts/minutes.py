"""Minutes in each week, as bars with their numbers on top."""

from bot.chat.charts.charts import MinutesPicture
from bot.chat.charts.style import FAINT, INK, PALE_TEAL, SOFT, TEAL, Pen

_LEFT, _RIGHT, _TOP, _BASE = 50, 604, 120, 430


def draw(pen: Pen, picture: MinutesPicture) -> None:
    """Draw one bar for each week. The current week is pale, because it is not over yet."""
    pen.title(picture.title)
    pen.line([_LEFT, _RIGHT], [_BASE, _BASE], FAINT, 2)
    step = (_RIGHT - _LEFT) / len(picture.weeks)
    most = max(10, *(minutes for _, minutes in picture.weeks))
    for index, (week, minutes) in enumerate(picture.weeks):
        x = _LEFT + step * index
        high = (_BASE - _TOP) * minutes / most
        is_open = index == len(picture.weeks) - 1
        pen.box(x + 8, _BASE - high, step - 16, high, PALE_TEAL if is_open else TEAL)
        middle = x + step / 2
        pen.text(middle, _BASE - high - 16, str(minutes), color=INK, align="center")
        pen.text(middle, _BASE + 24, week, size=11, color=SOFT, align="center")
    pen.text(_LEFT, 486, picture.note, size=12, color=SOFT)
