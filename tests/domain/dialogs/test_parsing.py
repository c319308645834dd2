"""Parsing what people type."""

from datetime import date

import pytest

from bot.domain.dialogs.parsing import (
    clock_time,
    pain_scores,
    pause_end,
    span_days,
    times_and_days,
    weekdays,
)
from tests.builders import WORDS, at

EVERY = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:30", "07:30"),
        ("7.30", "07:30"),
        ("07:30", "07:30"),
        ("730", "07:30"),
        ("0730", "07:30"),
        ("1930", "19:30"),
        ("7am", "07:00"),
        ("7 am", "07:00"),
        ("7:30pm", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("19", "19:00"),
        ("7h30", "07:30"),
        ("0:00", "00:00"),
    ],
)
def test_a_time_is_parsed_in_every_notation(text: str, expected: str) -> None:
    assert clock_time(text) == at(expected)


@pytest.mark.parametrize(
    "text", ["24:00", "7:60", "13pm", "0am", "seven", "", "7:3", "99", "-5", "7:30:00"]
)
def test_other_texts_are_not_guessed_to_be_times(text: str) -> None:
    assert clock_time(text) is None


@pytest.mark.parametrize(
    ("text", "times", "days"),
    [
        ("19:30, 7:00", ["07:00", "19:30"], None),
        ("7:30 19.00", ["07:30", "19:00"], None),
        ("7:30 and 7pm", ["07:30", "19:00"], None),
        ("7 am, 7 pm", ["07:00", "19:00"], None),
        ("07:30 mon wed fri", ["07:30"], {0, 2, 4}),
        ("7:30 mon-fri", ["07:30"], {0, 1, 2, 3, 4}),
        ("7:30 fri - mon", ["07:30"], {4, 5, 6, 0}),
        ("7:30 weekdays", ["07:30"], {0, 1, 2, 3, 4}),
        ("7:30 every day", ["07:30"], EVERY),
        ("daily at 8", ["08:00"], EVERY),
        ("8 8:00 08:00", ["08:00"], None),
        ("Mon, Tue 9:15", ["09:15"], {0, 1}),
    ],
)
def test_times_and_days_are_parsed_together(
    text: str, times: list[str], days: set[int] | None
) -> None:
    found = times_and_days(text, WORDS)
    assert found is not None
    assert list(found.times) == [at(each) for each in times]
    assert found.weekdays == (None if days is None else frozenset(days))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "8:00 someday",
        "mon wed",
        "1:00 2:00 3:00 4:00 5:00 6:00 7:00",
        "<b>",
        "8:00 25:00",
    ],
)
def test_times_are_rejected_unless_every_word_is_understood(text: str) -> None:
    assert times_and_days(text, WORDS) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("mon wed fri", {0, 2, 4}), ("weekend", {5, 6}), ("Daily", EVERY), ("tue - thu", {1, 2, 3})],
)
def test_weekdays_are_parsed(text: str, expected: set[int]) -> None:
    assert weekdays(text, WORDS) == frozenset(expected)


@pytest.mark.parametrize("text", ["", "someday", "mon funday"])
def test_unknown_weekdays_are_rejected(text: str) -> None:
    assert weekdays(text, WORDS) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("3 days", 3), ("2 weeks", 14), ("5", 5), ("1d", 1)]
)
def test_a_period_is_parsed_in_days(text: str, expected: int) -> None:
    assert span_days(text, WORDS) == expected


@pytest.mark.parametrize("text", ["0 days", "400 days", "3 moons", "", "-3", "99 weeks"])
def test_an_impossible_period_is_rejected(text: str) -> None:
    assert span_days(text, WORDS) is None


def test_a_pause_ends_after_its_days_or_on_its_date() -> None:
    today = date(2026, 3, 10)
    assert pause_end("3 days", today, WORDS) == date(2026, 3, 13)
    assert pause_end("2026-04-01", today, WORDS) == date(2026, 4, 1)
    assert pause_end("until 2026-04-01", today, WORDS) == date(2026, 4, 1)
    assert pause_end("2026-03-10", today, WORDS) is None
    assert pause_end("2026-02-31", today, WORDS) is None
    assert pause_end("2036-02-01", today, WORDS) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", (4,)),
        ("10", (10,)),
        ("0", (0,)),
        ("7/10", (7,)),
        (" 3 ", (3,)),
        ("4 2", (4, 2)),
        ("4/10, 0/10", (4, 0)),
    ],
)
def test_a_pain_score_is_a_whole_number_up_to_ten(text: str, expected: tuple[int, ...]) -> None:
    assert pain_scores(text) == expected


@pytest.mark.parametrize("text", ["11", "-1", "3.5", "a lot", "", "4 of 10", "4 11", "1 2 3"])
def test_other_pain_scores_are_rejected(text: str) -> None:
    assert pain_scores(text) == ()
