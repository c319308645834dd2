"""Column types: values are loaded as they were saved."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, make_url

from bot.domain.reminders.schedule import EVERY_DAY
from bot.domain.routines.exercises import Filter
from bot.storage.core.columns import MinuteOfDay, SetOf, UtcDateTime, Weekdays

dialects = st.sampled_from(
    [make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+asyncpg")]
)


@given(dialects, st.datetimes(timezones=st.timezones(), allow_imaginary=False))
def test_a_datetime_keeps_its_instant(dialect: Dialect, moment: datetime) -> None:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return
    stored = UtcDateTime().process_bind_param(moment, dialect)
    back = UtcDateTime().process_result_value(stored, dialect)
    assert back is not None
    assert back.tzinfo is UTC
    assert back == moment.astimezone(UTC)


@given(dialects)
def test_a_datetime_without_a_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001


@given(dialects, st.integers(0, 1439))
def test_a_time_of_day_is_stored_as_minutes(dialect: Dialect, minutes: int) -> None:
    at = time(minutes // 60, minutes % 60)
    assert MinuteOfDay().process_bind_param(at, dialect) == minutes
    assert MinuteOfDay().process_result_value(minutes, dialect) == at


@given(dialects, st.times(timezones=st.sampled_from([None, UTC])).filter(lambda at: at.second))
def test_seconds_are_refused(dialect: Dialect, at: time) -> None:
    with pytest.raises(ValueError, match="minutes"):
        MinuteOfDay().process_bind_param(at, dialect)


@given(dialects, st.frozensets(st.sampled_from(sorted(EVERY_DAY))))
def test_weekdays_are_loaded_as_saved(dialect: Dialect, days: frozenset[int]) -> None:
    stored = Weekdays().process_bind_param(days, dialect)
    assert Weekdays().process_result_value(stored, dialect) == days


@given(dialects, st.frozensets(st.sampled_from(Filter)))
def test_sets_are_stored_as_readable_text(dialect: Dialect, filters: frozenset[Filter]) -> None:
    stored = SetOf(Filter).process_bind_param(filters, dialect)
    assert stored is not None
    assert stored.split() == sorted(filters)
    assert SetOf(Filter).process_result_value(stored, dialect) == filters
