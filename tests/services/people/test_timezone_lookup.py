"""Time zones by the names of cities and zones."""

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
def test_a_place_is_found_in_every_spelling(text: str, zone: str) -> None:
    assert PLACES.named(text) == (zone,)


def test_places_with_the_same_name_are_all_offered() -> None:
    assert set(PLACES.named("Springfield")) >= {"America/Chicago", "America/New_York"}


@pytest.mark.parametrize(
    "text", ["", "   ", "Xyzzyville", "../../etc/passwd", "💥", "Mars/Base", "\x00"]
)
def test_other_texts_are_not_guessed_to_be_places(text: str) -> None:
    assert PLACES.named(text) == ()


def test_every_suggestion_is_a_real_zone() -> None:
    for language in (*SUGGESTED, "xx"):
        assert zone_info(suggested(language))
