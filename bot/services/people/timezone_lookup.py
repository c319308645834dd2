"""Find IANA zones by the name of a city or zone."""

from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import available_timezones

from bot.content import cities
from bot.content.cities import plain

SUGGESTED: Mapping[str, str] = {
    "en": "Europe/London",
    "de": "Europe/Berlin",
    "es": "Europe/Madrid",
    "fr": "Europe/Paris",
    "pt": "America/Sao_Paulo",
    "ru": "Europe/Moscow",
}
"""A first guess from the app's language: only a suggestion, shown with its local time."""

UTC_WORDS = frozenset({"utc", "gmt", "z"})


def suggested(language: str) -> str:
    """The zone to suggest to a person whose app uses that language."""
    return SUGGESTED.get(language, SUGGESTED["en"])


class TimezoneLookup:
    """Cities with more than 15,000 people by each of their names, and every zone name."""

    def named(self, text: str) -> tuple[str, ...]:
        """The zones that a city or zone name may mean, the most populous first."""
        wanted = plain(text)
        if not wanted:
            return ()
        zone = _zones().get(wanted.replace(" ", "_"))
        if zone is not None:
            return (zone,)
        return cities.shipped().find(wanted.split(",")[0].strip())


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    """Zones by the plain form of their whole name, and UTC by its short names."""
    names = sorted(name for name in available_timezones() if "/" in name)
    by_name = {plain(name): name for name in names}
    return {**by_name, **dict.fromkeys(UTC_WORDS, "Etc/UTC")}
