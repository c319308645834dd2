"""Column types: domain values in Python, plain readable values in the database."""

from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, SmallInteger, Text, TypeDecorator

E = TypeVar("E", bound=StrEnum)

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""A number that the database gives. SQLite only counts by itself when it is called INTEGER."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, UTC in the database and on the way back. Refuses a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MinuteOfDay(TypeDecorator[time]):
    """A local wall-clock time as minutes since midnight, 0 to 1439. Refuses seconds."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.second or value.microsecond or value.tzinfo:
            raise ValueError("a time of day has whole minutes and no time zone")
        return value.hour * 60 + value.minute

    def process_result_value(self, value: int | None, dialect: Dialect) -> time | None:
        return None if value is None else time(*divmod(value, 60))


class Weekdays(TypeDecorator[frozenset[int]]):
    """Weekdays as bits: Monday is 1, Sunday 64."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: frozenset[int] | None, dialect: Dialect) -> int | None:
        return None if value is None else sum(1 << day for day in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[int] | None:
        return None if value is None else frozenset(day for day in range(7) if value >> day & 1)


class OneOf(TypeDecorator[E], Generic[E]):
    """A member of an enumeration, as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


class SetOf(TypeDecorator[frozenset[E]], Generic[E]):
    """Members of an enumeration, as their texts in order with spaces between."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: frozenset[E] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(sorted(each.value for each in value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> frozenset[E] | None:
        return None if value is None else frozenset(map(self.kind, value.split()))
