"""Draw charts as PNG files."""

from bot.chat.charts import calendar, exercises, minutes, pain, style
from bot.chat.charts.charts import (
    CalendarPicture,
    EmptyPicture,
    ExercisesPicture,
    MinutesPicture,
    PainPicture,
    Picture,
)
from bot.chat.charts.style import Pen


def draw(pen: Pen, picture: Picture) -> None:
    """Draw a chart with a pen."""
    match picture:
        case CalendarPicture():
            calendar.draw(pen, picture)
        case PainPicture():
            pain.draw(pen, picture)
        case MinutesPicture():
            minutes.draw(pen, picture)
        case ExercisesPicture():
            exercises.draw(pen, picture)
        case EmptyPicture():
            pen.title(picture.title)
            pen.text(36, 100, picture.note, color=style.SOFT)


def png(picture: Picture) -> bytes:
    """Return the chart as a PNG."""
    figure, pen = style.card()
    draw(pen, picture)
    return style.png(figure)
