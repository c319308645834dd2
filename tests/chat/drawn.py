"""A chart of each kind, and a report with four charts."""

from datetime import date, timedelta

from bot.chat.charts.charts import (
    CalendarPicture,
    EmptyPicture,
    ExercisesPicture,
    MinutesPicture,
    PainCurve,
    PainPicture,
    Picture,
    Report,
)
from bot.domain.progress.streak import Mark

TODAY = date(2026, 3, 12)
FIRST = date(2026, 1, 19)
MONDAYS = tuple(FIRST + timedelta(weeks=week) for week in range(8))
RATED = tuple((FIRST + timedelta(days=day), float(day % 11)) for day in range(53))
MEDIANS = tuple((monday, min(monday + timedelta(days=6), TODAY), 4.5) for monday in MONDAYS)
CURVES = (PainCurve("Спина", RATED, MEDIANS, 6.0), PainCurve("Jambe gauche", RATED, MEDIANS, None))
MARKS = [mark for mark in Mark if mark is not Mark.AHEAD]
PICTURES: list[Picture] = [
    CalendarPicture(
        "Last five weeks",
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        tuple(str(monday) for monday in MONDAYS[3:]),
        tuple((mark, mark.value) for mark in MARKS),
        tuple((MONDAYS[3] + timedelta(days=day), MARKS[day % 6]) for day in range(35)),
        TODAY,
    ),
    PainPicture(
        "Pain", "A note", "sessions", FIRST, TODAY, tuple((m, str(m)) for m in MONDAYS), CURVES,
        tuple(day for day, _ in RATED),
    ),
    MinutesPicture("Minutes", "A note", tuple((str(m.day), m.day * 40) for m in MONDAYS)),
    ExercisesPicture(
        "Exercises",
        ("done", "easier", "skipped", "hurt"),
        tuple(("An exercise with a title of forty signs" + "!", (90, 12, 7, n)) for n in range(8)),
    ),
    EmptyPicture("Pain", "No $notes$ yet."),
]  # fmt: skip

REPORT = Report(
    "Report", "Eight weeks", (("Days", "12"),), tuple(PICTURES[:4]), "No medical advice."
)
