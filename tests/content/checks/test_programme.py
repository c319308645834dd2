"""The programme's exercises must exist and be unlocked, and its lengths must be right."""

import pytest

from bot.content import loader
from bot.content.problems import BrokenContent
from tests.content.builders import PROGRAMME, ContentFolder


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[bridge, curl]", "[bridge, hurl]", 9, "there is no exercise 'hurl'"),
        ("walk: {exercise: curl", "walk: {exercise: run", 31, "there is no exercise 'run'"),
        ("take: curl", "take: hurl", 50, "there is no exercise 'hurl'"),
        ("session_b: first", "session_b: last", 49, "there is no routine 'last'"),
        (
            "[curl]}\n    days: {from: 5, to: 7}",
            "[bridge]}\n    days: {from: 5, to: 7}",
            5,
            "no dose",
        ),
        (
            "minutes: 1, exercises: [bridge, curl]",
            "minutes: 9, exercises: [bridge, curl]",
            9,
            "take",
        ),
        (
            "daily: {minutes: 1, exercises: [curl]}",
            "a: {minutes: 1, exercises: [curl]}",
            3,
            "daily",
        ),
        ("least_sessions: 4", "least_sessions: four", 35, "whole number"),
        ("days: {from: 2, to: 3}", "days: {from: 4, to: 3}", 32, "has a from above its to"),
        ("most_pain: 3", "most_pain: 13", 36, "most_pain"),
        ("dose_of_weeks: [5, 6]", "dose_of_weeks: [5, 7]", 32, "dose_of_weeks"),
        ("{id: a-book, backs: all of it}", "{id: b-book, backs: all of it}", 53, "no reference"),
    ],
)
def test_a_mistake_in_the_programme_is_reported_with_its_line(
    folder: ContentFolder, old: str, new: str, line: int, says: str
) -> None:
    folder.change(PROGRAMME, old, new)
    mistake = folder.only_mistake()
    assert (mistake.file, mistake.line) == (PROGRAMME, line)
    assert says in mistake.sentence


def test_a_programme_with_an_unknown_exercise_stops_the_start(folder: ContentFolder) -> None:
    folder.change(PROGRAMME, "[bridge, curl]", "[bridge, hurl]")
    with pytest.raises(BrokenContent, match="there is no exercise 'hurl'"):
        loader.load(folder.path)
