"""Texts of the streak. `chat.charts` draws its calendar."""

from itertools import dropwhile

from bot.chat import callback_data
from bot.chat.charts.charts import CalendarPicture
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Message, lines, paragraphs
from bot.chat.session.finish import frozen
from bot.domain.progress.streak import Mark
from bot.services.progress.progress import Calendar, Standing

SHOWN = (Mark.DONE, Mark.FILLED, Mark.FROZEN, Mark.PAUSED, Mark.REST, Mark.MISSED)
"""The marks that the calendar and its text distinguish, in this order."""


def streak(words: Localizer, calendar: Calendar, picture: bytes) -> Message:
    """Return the streak page: first the current streak, or the best one after a break."""
    pages = [("start-today", "today"), ("progress", "progress"), ("fill", "fill"), ("undo", "undo")]
    first, *others = (
        Button(words.say(f"button-{label}"), callback_data.open_(page)) for label, page in pages
    )
    text = paragraphs(caption(words, calendar.standing), alt(words, calendar))
    return Message(text, ((first,), tuple(others)), picture)


def caption(words: Localizer, standing: Standing) -> str:
    """Return the streak and the weekly goal in two or three lines."""
    return lines(_headline(words, standing), _week(words, standing), frozen(words, standing))


def _headline(words: Localizer, standing: Standing) -> SafeHtml:
    facts = {
        "best": words.days_long(standing.best),
        "last": words.days_long(standing.last_30),
        "freezes": standing.freezes,
        "strength": standing.strength,
    }
    if standing.current:
        return words.say("streak-caption", current=words.days_long(standing.current), **facts)
    if standing.best:
        return words.say("streak-caption-rest", **facts)
    return words.say("streak-caption-new")


def _week(words: Localizer, standing: Standing) -> SafeHtml | None:
    if not standing.best:
        return None
    return words.say(
        "streak-week", done=standing.this_week, goal=standing.goal, weeks=standing.weeks
    )


def alt(words: Localizer, calendar: Calendar) -> SafeHtml:
    """Return the calendar as a sentence, for people who cannot see it.

    Days before the first session do not count as rest.
    """
    marks = list(dropwhile(Mark.REST.__eq__, (mark for _, mark in calendar.days)))
    said = [
        words.say(
            "chart-count", days=words.days_long(marks.count(mark)), mark=mark_word(words, mark)
        )
        for mark in SHOWN
        if mark in marks
    ]
    return words.say("streak-alt", said=words.listed(said) or words.say("streak-alt-none"))


def mark_word(words: Localizer, mark: Mark) -> SafeHtml:
    """Like “filled in”."""
    return words.say(f"chart-{mark.value}")


def calendar_picture(words: Localizer, calendar: Calendar) -> CalendarPicture:
    """Return the last five weeks as a chart."""
    return CalendarPicture(
        title=words.say("progress-title-days"),
        weekdays=tuple(words.say(f"weekday-{day}") for day in range(7)),
        weeks=tuple(words.day_month(day) for day, _ in calendar.days[::7]),
        marks=tuple((mark, mark_word(words, mark)) for mark in SHOWN),
        days=calendar.days,
        today=calendar.today,
    )
