"""The pictures: small, drawn beside the loop, remembered while they stay the same."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.chat.charts import (
    KEPT,
    CalendarPicture,
    Charts,
    EmptyPicture,
    ExercisesPicture,
    MinutesPicture,
    PainCurve,
    PainPicture,
    Picture,
)
from bot.domain.people import PersonId
from bot.domain.streak import Mark
from tests.builders import ANA

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


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: type(each).__name__)
async def test_a_picture_is_small(picture: Picture) -> None:
    drawn = await Charts().draw(ANA, picture)
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 60_000


async def test_the_loop_goes_on_while_a_picture_is_drawn() -> None:
    charts, turns = Charts(), 0
    drawing = asyncio.create_task(charts.draw(ANA, PICTURES[0]))
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100


async def test_the_same_picture_is_drawn_once() -> None:
    charts = Charts()
    first = await charts.draw(ANA, PICTURES[2])
    again = await charts.draw(ANA, replace(_minutes(), title="Minutes"))
    assert again is first
    other = await charts.draw(ANA, replace(_minutes(), title="Minuten"))
    assert other != first


async def test_whoever_is_forgotten_leaves_no_picture() -> None:
    charts = Charts()
    for person in (ANA, PersonId(7)):
        for picture in PICTURES:
            await charts.draw(person, picture)
    charts.forget(ANA)
    assert not charts.holds(ANA)
    assert charts.holds(PersonId(7))


async def test_pictures_are_not_hoarded(monkeypatch: pytest.MonkeyPatch) -> None:
    charts = Charts()
    monkeypatch.setattr("bot.chat.charts.KEPT", 3)
    for person in range(5):
        await charts.draw(PersonId(person), PICTURES[4])
    assert [charts.holds(PersonId(person)) for person in range(5)] == [False] * 2 + [True] * 3
    assert KEPT > 3


def _minutes(**changes: Any) -> MinutesPicture:
    picture = PICTURES[2]
    assert isinstance(picture, MinutesPicture)
    return replace(picture, **changes)
