"""Pages of progress: each a chart, the same as text, and a button for the next page."""

from datetime import timedelta

from bot.chat import callback_data
from bot.chat.charts.charts import (
    EmptyPicture,
    ExercisesPicture,
    MinutesPicture,
    PainCurve,
    PainPicture,
    Picture,
)
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Button, Message, lines, paragraphs, rows
from bot.chat.progress.streak import alt as calendar_alt
from bot.chat.progress.streak import calendar_picture, caption
from bot.domain.progress.totals import Tally
from bot.domain.routines.exercises import ExerciseId
from bot.services.progress.progress_report import Overview, PainRead

PAGES = ("days", "pain", "minutes", "exercises")
MOST_EXERCISES = 8
"""Rows that fit the chart; the most frequent come first."""


def page_named(words: Localizer, text: str | None) -> str:
    """Return the page that was typed after the command, or the first page."""
    plain = (text or "").strip().casefold()
    return next((each for each in PAGES if _name(words, each).casefold() == plain), PAGES[0])


def page(words: Localizer, overview: Overview, which: str, picture: bytes) -> Message:
    """Return a page. Its first button leads to the next one."""
    following = PAGES[(PAGES.index(which) + 1) % len(PAGES)]
    label = words.say("progress-next", page=_name(words, following))
    others = [
        Button(_name(words, each), callback_data.open_("chart", each))
        for each in PAGES
        if each not in {which, following}
    ]
    last = Button(words.say("button-start-today"), callback_data.open_("today"))
    keyboard = (
        (Button(label, callback_data.open_("chart", following)),),
        *rows(others, 2),
        (last,),
    )
    return Message(_words_of(words, overview, which), keyboard, picture)


def picture_of(words: Localizer, overview: Overview, which: str) -> Picture:
    """Return the chart of a page, or a card with a sentence if there is no data yet."""
    title = words.say(f"progress-title-{which}")
    match which:
        case "pain" if overview.pain:
            return _pain_picture(words, overview, title)
        case "minutes" if any(week.minutes for week in overview.weeks):
            return _minutes_picture(words, overview, title)
        case "exercises" if overview.tallies:
            return _exercises_picture(words, overview, title)
        case "days":
            return calendar_picture(words, overview.calendar)
        case _:
            return EmptyPicture(title, words.say(f"progress-none-{which}"))


def _name(words: Localizer, which: str) -> SafeHtml:
    return words.say(f"progress-page-{which}")


def _words_of(words: Localizer, overview: Overview, which: str) -> str:
    match which:
        case "pain" if overview.pain:
            return paragraphs(*(pain_words(words, read) for read in overview.pain))
        case "minutes" if any(week.minutes for week in overview.weeks):
            said = ", ".join(str(week.minutes) for week in overview.weeks[:-1])
            return words.say("progress-minutes", weeks=said, now=overview.weeks[-1].minutes)
        case "exercises" if overview.tallies:
            said = lines(
                *(_tally(words, overview, each) for each in overview.tallies[:MOST_EXERCISES])
            )
            return paragraphs(words.say("progress-exercises"), said)
        case "days":
            standing = overview.calendar.standing
            return paragraphs(caption(words, standing), calendar_alt(words, overview.calendar))
        case _:
            return words.say(f"progress-none-{which}")


def title_of(words: Localizer, overview: Overview, exercise: ExerciseId) -> str:
    """Return the title of an exercise, also of a custom one."""
    return overview.names.get(exercise) or words.exercise(exercise).title


def _tally(words: Localizer, overview: Overview, tally: Tally) -> SafeHtml:
    done, easier, skipped, hurt = tally.counts
    title = title_of(words, overview, tally.exercise)
    return words.say(
        "progress-tally",
        title=title,
        done=done,
        easier=easier,
        skipped=skipped,
        hurt=hurt,
    )


def pain_words(words: Localizer, read: PainRead) -> str:
    """Return the weekly medians of one region, and what they do and do not show."""
    medians = ", ".join("–" if value is None else number(value) for _, value in read.medians)
    region = words.say(f"progress-region-{read.region.value}")
    said = words.say("progress-pain", region=region, weeks=medians)
    trend = read.trend
    reading = words.say(
        f"progress-pain-{trend.change.value}",
        region=region,
        start=number(trend.baseline or 0),
        now=number(trend.this_week or 0),
    )
    return lines(said, reading)


def number(value: float) -> str:
    """Like “4” or “4.5”: medians have at most halves."""
    return f"{value:g}"


def _pain_picture(words: Localizer, overview: Overview, title: str) -> PainPicture:
    first = overview.weeks[0].monday
    return PainPicture(
        title=title,
        note=words.say("progress-pain-note"),
        sessions_word=words.say("progress-sessions"),
        first=first,
        today=overview.calendar.today,
        weeks=tuple((week.monday, words.day_month(week.monday)) for week in overview.weeks),
        curves=tuple(_curve(words, overview, read) for read in overview.pain),
        sessions=overview.sessions,
    )


def _curve(words: Localizer, overview: Overview, read: PainRead) -> PainCurve:
    today = overview.calendar.today
    return PainCurve(
        words.say(f"progress-region-{read.region.value}"),
        read.days,
        tuple(
            (monday, min(monday + timedelta(days=6), today), value)
            for monday, value in read.medians
            if value is not None
        ),
        read.trend.baseline,
    )


def _minutes_picture(words: Localizer, overview: Overview, title: str) -> MinutesPicture:
    weeks = tuple((words.day_month(week.monday), week.minutes) for week in overview.weeks)
    return MinutesPicture(title, words.say("progress-minutes-note"), weeks)


def _exercises_picture(words: Localizer, overview: Overview, title: str) -> ExercisesPicture:
    return ExercisesPicture(
        title,
        (
            words.say("outcome-done"),
            words.say("outcome-easier"),
            words.say("outcome-skipped"),
            words.say("outcome-hurt"),
        ),
        tuple(
            (title_of(words, overview, each.exercise), each.counts)
            for each in overview.tallies[:MOST_EXERCISES]
        ),
    )
