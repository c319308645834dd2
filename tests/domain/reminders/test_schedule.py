"""When reminders are due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.reminders.schedule import Rule, moment, next_occurrence
from tests.builders import at, utc

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"


def upcoming(rule: Rule, zone: str, after: datetime, count: int) -> list[tuple[date, datetime]]:
    """The next occurrences with their scheduled dates."""
    found = []
    for _ in range(count):
        following = next_occurrence(rule, zone, after)
        found.append((following.date, following.at))
        after = following.at
    return found


def test_it_is_due_at_the_local_time_in_summer_and_in_winter() -> None:
    assert next_occurrence(Rule(at("08:00")), BERLIN, utc("2026-01-10T12:00")).at == utc(
        "2026-01-11T07:00"
    )
    assert next_occurrence(Rule(at("08:00")), BERLIN, utc("2026-07-10T12:00")).at == utc(
        "2026-07-11T06:00"
    )


def test_it_is_due_today_if_the_time_is_still_ahead() -> None:
    following = next_occurrence(Rule(at("08:00")), BERLIN, utc("2026-01-10T06:59"))
    assert following.at == utc("2026-01-10T07:00")


def test_the_next_occurrence_is_never_the_moment_asked_from() -> None:
    following = next_occurrence(Rule(at("08:00")), BERLIN, utc("2026-01-10T07:00"))
    assert following.date == date(2026, 1, 11)


def test_only_the_weekdays_of_the_rule_occur() -> None:
    monday_and_friday = Rule(at("08:00"), frozenset({0, 4}))
    found = upcoming(monday_and_friday, "UTC", utc("2026-03-10T12:00"), 3)
    assert [day.isoformat() for day, _ in found] == ["2026-03-13", "2026-03-16", "2026-03-20"]


def test_a_skipped_local_time_is_due_once_later_by_the_length_of_the_jump() -> None:
    found = upcoming(Rule(at("02:30")), NEW_YORK, utc("2026-03-07T12:00"), 2)
    assert found[0] == (date(2026, 3, 8), utc("2026-03-08T07:30"))  # 03:30 on the new clock
    assert found[1] == (date(2026, 3, 9), utc("2026-03-09T06:30"))


def test_a_shifted_occurrence_does_not_hide_an_earlier_one() -> None:
    early = next_occurrence(Rule(at("03:00")), NEW_YORK, utc("2026-03-08T06:00"))
    late = next_occurrence(Rule(at("02:30")), NEW_YORK, utc("2026-03-08T06:00"))
    assert early.at < late.at


def test_a_repeated_local_time_is_due_the_first_time_only() -> None:
    found = upcoming(Rule(at("01:30")), NEW_YORK, utc("2026-10-31T12:00"), 2)
    assert found[0][1] == utc("2026-11-01T05:30")
    assert found[1] == (date(2026, 11, 2), utc("2026-11-02T06:30"))


def test_an_early_time_is_due_on_the_day_after_the_clocks_went_forward() -> None:
    found = upcoming(Rule(at("00:30")), BERLIN, utc("2026-03-28T12:00"), 3)
    assert [day.day for day, _ in found] == [29, 30, 31]


def test_a_date_that_does_not_exist_is_skipped() -> None:
    found = upcoming(Rule(at("08:00")), "Pacific/Apia", utc("2011-12-29T12:00"), 2)
    assert [day.isoformat() for day, _ in found] == ["2011-12-29", "2011-12-31"]
    assert moment(date(2011, 12, 30), time(8), "Pacific/Apia") is None


def test_a_gap_at_midnight_keeps_its_scheduled_date() -> None:
    found = upcoming(Rule(at("23:30")), "America/Nuuk", utc("2026-03-27T12:00"), 3)
    assert len({day for day, _ in found}) == 3


def test_the_error_names_an_unknown_zone() -> None:
    with pytest.raises(ValueError, match="Mars/Olympus"):
        next_occurrence(Rule(at("08:00")), "Mars/Olympus", utc("2026-01-01T00:00"))


def test_a_rule_without_weekdays_is_rejected() -> None:
    with pytest.raises(ValueError, match="weekday"):
        Rule(at("08:00"), frozenset())


# An independent oracle: read the zone's clock at every UTC minute. It knows nothing of folds or
# gaps; it only notes the dates on which the clock shows the time.
CHANGES = [
    (BERLIN, "2026-03-29"),
    (BERLIN, "2026-10-25"),
    (NEW_YORK, "2026-03-08"),
    (NEW_YORK, "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Cairo", "2026-04-24"),
    ("America/Santiago", "2026-09-06"),
    ("Africa/Casablanca", "2026-02-15"),
    ("Africa/Casablanca", "2026-03-22"),
    ("Asia/Kathmandu", "2026-03-29"),
]


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("clock", ["00:15", "01:30", "02:00", "02:30", "03:00", "23:45"])
def test_every_existing_date_occurs_once_and_at_its_local_time(
    zone: str, change: str, clock: str
) -> None:
    info, wanted = ZoneInfo(zone), time.fromisoformat(clock)
    start = datetime.fromisoformat(change).replace(tzinfo=UTC) - timedelta(days=3)
    shown: dict[date, datetime] = {}
    dates: set[date] = set()
    for minute in range(6 * 24 * 60):
        now = start + timedelta(minutes=minute)
        local = now.astimezone(info)
        dates.add(local.date())
        if local.time().replace(second=0) == wanted:
            shown.setdefault(local.date(), now)

    found = dict(upcoming(Rule(wanted), zone, start, 5))

    for day, moment_ in found.items():
        if day in shown:
            assert moment_ == shown[day]
        else:  # the clock never showed the time: it is due within an hour of it, after the jump
            local = moment_.astimezone(info).replace(tzinfo=None)
            late = local - datetime.combine(day, wanted)
            assert timedelta(0) < late <= timedelta(hours=1)
    first, last = min(found), max(found)
    assert set(found) == {day for day in dates if first <= day <= last}
