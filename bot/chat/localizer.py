"""Escaped texts, dates, times and lists in a person's language."""

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.content.catalogue import Catalogue, ExerciseWords, RoutineWords
from bot.content.lessons import LessonText
from bot.content.pages import Pages
from bot.content.translations import Texts
from bot.domain.dialogs.conversation import Keywords
from bot.domain.dialogs.parsing import WORKING_DAYS
from bot.domain.learning.lessons import LessonId
from bot.domain.people.person import Person
from bot.domain.plan.selection import PLAN
from bot.domain.reminders.schedule import EVERY_DAY, local_time
from bot.domain.routines.custom_exercise import is_custom
from bot.domain.routines.exercises import Dose, ExerciseId, Rhythm, Sides
from bot.domain.routines.routine import Item, RoutineId, facts_of

CLOCK = "%H:%M"


class SafeHtml(str):
    """Text that is already HTML and must not be escaped again."""

    __slots__ = ()


def plain(said: SafeHtml) -> str:
    """Return the text unescaped, for pictures and PDF pages."""
    return html.unescape(said)


@dataclass(frozen=True, slots=True)
class Localizer:
    """Texts and formats in the language of one person."""

    texts: Texts
    catalogue: Catalogue
    now: Callable[[], datetime]

    def say(self, key: str, /, **values: object) -> SafeHtml:
        """Return the text of a key. Plain strings among the values are escaped."""
        return SafeHtml(self.texts.say(key, **{name: _safe(each) for name, each in values.items()}))

    def quoted(self, text: str) -> SafeHtml:
        """Return a text as somebody typed it, escaped."""
        return SafeHtml(_safe(text))

    def has(self, key: str) -> bool:
        """Return whether a text with this key exists."""
        return self.texts.has(key)

    def exercise(self, id: ExerciseId) -> ExerciseWords:
        """Return the texts of an exercise. Every custom exercise has the same general texts."""
        if is_custom(id):
            return self._custom(self.say("own-move"))
        return self.catalogue.words(self.texts.language, id)

    def move(self, item: Item) -> ExerciseWords:
        """Return the texts of a routine's item, with the title of a custom exercise."""
        return self.exercise(item.exercise) if item.own is None else self._custom(item.own.title)

    def _custom(self, title: str) -> ExerciseWords:
        return ExerciseWords(
            title,
            steps=(self.say("own-step"),),
            feel=self.say("own-feel"),
            stop_if=self.say("own-stop"),
            easier=self.say("own-easier"),
            breathe=self.say("own-breathe"),
            why=self.say("own-why"),
        )

    def routine(self, id: RoutineId) -> RoutineWords:
        """Return the texts of a routine."""
        if id == PLAN:
            return RoutineWords(self.say("plan-title"), self.say("plan-description"))
        return self.catalogue.routine_words(self.texts.language, id)

    def sessions(self, n: int) -> SafeHtml:
        """Like “3 sessions”."""
        return self.say("sessions", n=n)

    def article(self, id: str) -> Pages:
        """Return the texts of an article. Raises `KeyError` for an unknown one."""
        return self.catalogue.article_words(self.texts.language, id)

    def lesson(self, id: LessonId) -> LessonText:
        """Return the texts of a lesson. Raises `KeyError` for an unknown one."""
        return self.catalogue.lesson_words(self.texts.language, id)

    def minutes(self, n: int) -> SafeHtml:
        """Like “5 minutes”."""
        return self.say("minutes", n=n)

    def days_long(self, n: int) -> SafeHtml:
        """Like “3 days”."""
        return self.say("days", n=n)

    def clock(self, moment: datetime, zone: str) -> str:
        """Like “14:05” in local time of the zone."""
        return local_time(moment, zone).strftime(CLOCK)

    def weekday(self, day: date) -> SafeHtml:
        """Like “Tue”."""
        return self.say(f"weekday-{day.weekday()}")

    def day_month(self, day: date) -> SafeHtml:
        """Like “24 Nov”, for the axes of charts."""
        return self.say("date-short", day=str(day.day), month=self.say(f"month-short-{day.month}"))

    def date(self, day: date) -> SafeHtml:
        """Like “Tue 24 November”."""
        return self.say(
            "date-long",
            weekday=self.weekday(day),
            day=str(day.day),
            month=self.say(f"month-{day.month}"),
        )

    def reminder_time(self, moment: datetime, person: Person) -> SafeHtml:
        """When a reminder is due: “today 19:00”, “tomorrow, Tue 08:00”, “Fri 27 November 08:00”."""
        local = local_time(moment, person.zone)
        today = local_time(self.now(), person.zone).date()
        if local.date() == today:
            day = self.say("day-today")
        elif local.date() == today + timedelta(days=1):
            day = self.say("day-tomorrow", weekday=self.weekday(local.date()))
        else:
            day = self.date(local.date())
        return SafeHtml(f"{day} {local:%H:%M}")

    def weekdays(self, days: Iterable[int]) -> SafeHtml:
        """Like “every day”, "Monday to Friday", "Mon, Wed"."""
        chosen = frozenset(days)
        if chosen == EVERY_DAY:
            return self.say("days-every")
        if chosen == WORKING_DAYS:
            return self.say("days-working")
        return SafeHtml(", ".join(self.say(f"weekday-{day}") for day in sorted(chosen)))

    def times(self, times: Iterable[time]) -> SafeHtml:
        """Like “08:00 and 19:00”."""
        return self.listed([at.strftime(CLOCK) for at in times])

    def listed(self, parts: Sequence[str]) -> SafeHtml:
        """Like “a, b and c”, with the parts escaped."""
        safe = [_safe(part) for part in parts]
        if len(safe) < 2:
            return SafeHtml("".join(map(str, safe)))
        last = f" {self.say('list-and')} {safe[-1]}"
        return SafeHtml(", ".join(map(str, safe[:-1])) + last)

    def dose(self, item: Item) -> SafeHtml:
        """Like “20 s × 2 each side”."""
        facts = facts_of(item, self.catalogue.exercises)
        if facts.rhythm is Rhythm.STEADY:
            return self.steady(item.dose)
        return self.say(
            "dose-hold",
            hold=item.dose.hold,
            repetitions=item.dose.repetitions,
            each="yes" if facts.sides is Sides.EACH else "no",
            sets=item.dose.sets,
        )

    def steady(self, dose: Dose) -> SafeHtml:
        """Like “3 minutes”, or seconds when it is not a whole minute."""
        whole = dose.hold // 60 if dose.hold % 60 == 0 else 0
        return self.say("dose-steady", minutes=whole, seconds=dose.hold)


def city(zone: str) -> str:
    """The city of a zone name: "Buenos Aires"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def vocabulary(texts: Texts) -> Keywords:
    """Return the keywords that people type in a language, from its translation file."""

    def words(key: str) -> frozenset[str]:
        return frozenset(word.strip() for word in texts.say(key).casefold().split("|"))

    return Keywords(
        weekdays={word: day for day in range(7) for word in words(f"read-weekday-{day}")},
        every_day=words("read-every-day"),
        working_days=words("read-working-days"),
        weekend=words("read-weekend"),
        units={
            **dict.fromkeys(words("read-days"), 1),
            **dict.fromkeys(words("read-weeks"), 7),
        },
        fillers=words("read-fillers"),
        each_side=words("read-each-side"),
        seconds=words("read-seconds"),
        minutes=words("read-minutes"),
        repetitions=words("read-repetitions"),
    )


def linked(text: str, url: str) -> SafeHtml:
    """Return the escaped text as a link, or without a link if `url` is empty."""
    safe = html.escape(text, quote=False)
    return SafeHtml(f'<a href="{html.escape(url)}">{safe}</a>' if url else safe)


def _safe(value: object) -> object:
    if isinstance(value, SafeHtml) or not isinstance(value, str):
        return value
    return SafeHtml(html.escape(value, quote=False))
