"""The streak in words; the picture beside it is drawn in `chat.charts`."""

from bot.chat import actions
from bot.chat.charts import ChartWords
from bot.chat.messages.message import Button, Message, paragraphs, rows
from bot.chat.words import Markup, Words
from bot.domain.streak import Mark
from bot.services.progress import Calendar


def streak(words: Words, calendar: Calendar, picture: bytes) -> Message:
    """Caption first the current streak as a number; after a break first the best."""
    again = Button(words.say("button-start-today"), actions.open_("today"))
    library = Button(words.say("button-library"), actions.open_("library"))
    text = paragraphs(_caption(words, calendar), alt(words, calendar))
    return Message(text, rows((again, library), 2), picture)


def _caption(words: Words, calendar: Calendar) -> Markup:
    standing = calendar.standing
    facts = {
        "best": words.days_long(standing.best),
        "week": words.days_long(standing.this_week),
        "last": words.days_long(standing.last_30),
    }
    if standing.current:
        return words.say("streak-caption", current=words.days_long(standing.current), **facts)
    if standing.best:
        return words.say("streak-caption-rest", **facts)
    return words.say("streak-caption-new")


def alt(words: Words, calendar: Calendar) -> Markup:
    """The picture in a sentence, for people who cannot see it."""
    marks = [mark for _, mark in calendar.days]
    return words.say(
        "streak-alt",
        done=words.days_long(marks.count(Mark.DONE)),
        missed=words.days_long(marks.count(Mark.MISSED)),
    )


def chart_words(words: Words, calendar: Calendar) -> ChartWords:
    """The words that the picture needs."""
    return ChartWords(
        title=words.say("chart-title"),
        weekdays=tuple(words.say(f"weekday-{day}") for day in range(7)),
        marks={mark: words.say(f"chart-{mark.value}") for mark in Mark},
        weeks=tuple(
            f"{day.day} {words.say(f'month-{day.month}')[:3]}" for day, _ in calendar.days[::7]
        ),
    )
