"""Where a place is in time."""

import pytest

from bot.domain.reminders.schedule import zone_info
from bot.services.people.timezone_lookup import SUGGESTED, TimezoneLookup, suggested

PLACES = TimezoneLookup()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("BERLIN", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("munchen", "Europe/Berlin"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Москва", "Europe/Moscow"),
        ("New  York", "America/New_York"),
        ("Paris, France", "Europe/Paris"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("GMT", "Etc/UTC"),
    ],
)
def test_a_place_is_found_however_it_is_written(text: str, zone: str) -> None:
    assert PLACES.named(text) == (zone,)


def test_namesakes_are_offered_the_larger_first() -> None:
    assert set(PLACES.named("Springfield")) >= {"America/Chicago", "America/New_York"}


@pytest.mark.parametrize(
    "text", ["", "   ", "Xyzzyville", "../../etc/passwd", "💥", "Mars/Base", "\x00"]
)
def test_what_is_no_place_is_not_guessed(text: str) -> None:
    assert PLACES.named(text) == ()


def test_every_suggestion_is_a_real_zone() -> None:
    for language in (*SUGGESTED, "xx"):
        assert zone_info(suggested(language))
