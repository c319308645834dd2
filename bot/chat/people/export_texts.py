"""Messages of the data export, and the texts of the report for a clinician."""

from bot.chat import callback_data
from bot.chat.charts.charts import Report
from bot.chat.localizer import Localizer, SafeHtml, plain
from bot.chat.message import Button, Document, Message, rows
from bot.chat.progress.texts import number, picture_of, title_of
from bot.domain.people.person import Person
from bot.services.progress.progress_report import Overview, PainRead

KINDS = ("pdf", "json", "csv")
FILES = {"pdf": "limber-report.pdf", "json": "limber-export.json", "csv": "limber-export.zip"}
_CARDS = ("days", "pain", "minutes", "exercises")


def choices(words: Localizer) -> Message:
    """Return the file formats to choose from."""
    buttons = (
        Button(words.say(f"export-{kind}"), callback_data.open_("export-file", kind))
        for kind in KINDS
    )
    return Message(words.say("export"), rows(buttons, 1))


def file(words: Localizer, kind: str, data: bytes) -> Message:
    """Return a file with a caption that explains it."""
    more = Button(words.say("export-more"), callback_data.open_("export"))
    return Message(
        words.say(f"export-{kind}-file"), ((more,),), document=Document(FILES[kind], data)
    )


def report(words: Localizer, person: Person, overview: Overview) -> Report:
    """Return the report for a clinician, with the same figures and charts as in the chat."""
    today = overview.calendar.today
    return Report(
        title=plain(words.say("report-title", name=person.first_name)),
        period=words.say(
            "report-period",
            first=overview.weeks[0].monday.isoformat(),
            last=today.isoformat(),
        ),
        facts=_facts(words, overview),
        cards=tuple(picture_of(words, overview, which) for which in _CARDS),
        disclaimer=words.say("report-disclaimer"),
    )


def _facts(words: Localizer, overview: Overview) -> tuple[tuple[str, str], ...]:
    days = sum(week.days for week in overview.weeks)
    minutes = sum(week.minutes for week in overview.weeks)
    hurt = [
        words.say(
            "report-hurt-line", title=title_of(words, overview, each.exercise), n=each.counts[3]
        )
        for each in overview.tallies
        if each.counts[3]
    ]
    return (
        (words.say("report-days"), words.days_long(days)),
        (words.say("report-minutes"), words.minutes(minutes)),
        *((_region(words, read), _pain(words, read)) for read in overview.pain),
        (words.say("report-hurt"), plain(words.listed(hurt) or words.say("report-hurt-none"))),
    )


def _region(words: Localizer, read: PainRead) -> SafeHtml:
    region = words.say(f"progress-region-{read.region.value}")
    return words.say("report-pain", region=region)


def _pain(words: Localizer, read: PainRead) -> SafeHtml:
    def said(value: float | None) -> str:
        return words.say("report-few") if value is None else number(value)

    return words.say(
        "report-pain-values", start=said(read.trend.baseline), now=said(read.trend.this_week)
    )
