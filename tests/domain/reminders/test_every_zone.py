"""Every clock change of every zone, compared with an oracle that reads the clock every minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from bot.domain.reminders.schedule import Rule, moment, next_occurrence
from tests.domain.oracle import LocalClock, around, changes, times_near, years

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
"""Half hours, gaps at midnight, Ramadan, both hemispheres, and one that never changes."""

STRANGE = {
    "Pacific/Apia": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Pacific/Fakaofo": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Pacific/Kwajalein": datetime(1993, 8, 21, 12, tzinfo=UTC),
}
"""Zones that skipped a whole date."""


def wrong(zone: str, local: LocalClock, change: datetime) -> list[str]:
    """All differences from the oracle on the days around one change."""
    found = []
    for at in times_near(local, change):
        expected = {day: local.due(day, at) for day in local.days()}
        for day, due in expected.items():
            if moment(day, at, zone) != due:
                found.append(f"{zone} {day} {at}: {moment(day, at, zone)}, not {due}")
        begin = local.begin + timedelta(days=1)
        after, occurrences = begin, []
        while (following := next_occurrence(Rule(at), zone, after)).date <= local.days()[-1]:
            occurrences.append((following.at, following.date))
            after = following.at
        should = sorted((due, day) for day, due in expected.items() if due and due > begin)
        if occurrences != should:
            found.append(f"{zone} at {at}: {occurrences}, not {should}")
    return found


def check(zone: str, first: int, last: int) -> int:
    """Check a zone over some years; return how many changes there were."""
    found = list(changes(zone, *years(first, last)))
    for change in found:
        assert wrong(zone, around(zone, change), change) == []
    return len(found)


def test_the_clock_changes_of_some_zones() -> None:
    assert sum(check(zone, 2026, 2026) for zone in SOME) >= 2 * 6


@pytest.mark.parametrize("zone", STRANGE)
def test_a_date_that_was_skipped(zone: str) -> None:
    (change,) = changes(zone, STRANGE[zone] - timedelta(days=2), STRANGE[zone] + timedelta(days=2))
    assert wrong(zone, around(zone, change), change) == []


def test_the_oracle_detects_a_wrong_moment() -> None:
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    local = around("Europe/Berlin", change)
    assert wrong("Europe/London", local, change) != []


@pytest.mark.long
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_the_clock_changes_of_every_zone(zone: str) -> None:
    check(zone, 2024, 2031)
