"""Every clock change of every zone, against an oracle that watches the clock minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from bot.domain.reminders.schedule import Rule, moment, next_occurrence
from tests.domain.oracle import Wall, around, changes, times_near, years

SOME = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Nuuk",
    "America/Santiago",
    "Asia/Kathmandu",
)
"""Half hours, gaps at midnight, Ramadan, both halves of the earth, and one that never changes."""

STRANGE = {
    "Pacific/Apia": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Pacific/Fakaofo": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Pacific/Kwajalein": datetime(1993, 8, 21, 12, tzinfo=UTC),
}
"""Where a whole date was left out."""


def wrong(zone: str, wall: Wall, change: datetime) -> list[str]:
    """Everything that differs from the oracle on the days around one change."""
    found = []
    for at in times_near(wall, change):
        expected = {day: wall.rings(day, at) for day in wall.days()}
        for day, ring in expected.items():
            if moment(day, at, zone) != ring:
                found.append(f"{zone} {day} {at}: {moment(day, at, zone)}, not {ring}")
        begin = wall.begin + timedelta(days=1)
        asked, rings = begin, []
        while (following := next_occurrence(Rule(at), zone, asked)).date <= wall.days()[-1]:
            rings.append((following.at, following.date))
            asked = following.at
        should = sorted((ring, day) for day, ring in expected.items() if ring and ring > begin)
        if rings != should:
            found.append(f"{zone} at {at}: {rings}, not {should}")
    return found


def check(zone: str, first: int, last: int) -> int:
    """Check a zone over some years; how many changes there were."""
    found = list(changes(zone, *years(first, last)))
    for change in found:
        assert wrong(zone, around(zone, change), change) == []
    return len(found)


def test_the_clock_changes_of_some_zones() -> None:
    assert sum(check(zone, 2026, 2026) for zone in SOME) >= 2 * 6


@pytest.mark.parametrize("zone", STRANGE)
def test_a_date_that_was_left_out(zone: str) -> None:
    (change,) = changes(zone, STRANGE[zone] - timedelta(days=2), STRANGE[zone] + timedelta(days=2))
    assert wrong(zone, around(zone, change), change) == []


def test_the_oracle_itself_knows_what_a_wrong_moment_is() -> None:
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    wall = around("Europe/Berlin", change)
    assert wrong("Europe/London", wall, change) != []


@pytest.mark.long
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_the_clock_changes_of_every_zone(zone: str) -> None:
    check(zone, 2024, 2031)
