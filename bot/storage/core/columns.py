"""Columns: types that store domain values as plain, readable ones, and what all tables share."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""An autoincrementing id. SQLite generates ids only for columns of type INTEGER."""


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class _Converted(TypeDecorator[T]):
    """Converts values; None stays None."""

    def process_bind_param(self, value: T | None, _: Dialect) -> Any:
        """From Python to the database. Raises `ValueError` for a value the column cannot hold."""
        return None if value is None else self._plain(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> T | None:
        """From the database to Python."""
        return None if value is None else self._value(value)

    def _plain(self, value: T) -> Any:
        raise NotImplementedError

    def _value(self, plain: Any) -> T:
        raise NotImplementedError


class _Microseconds(UserDefinedType[int]):
    """Whole numbers in a column that SQLite's own tools show as one for moments."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The declared type."""
        return "DATETIME"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, UTC in the database and in Python. Refuses a naive one.

    SQLite stores the microseconds since 1970: 8 bytes instead of the 26 of a text.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the dialect."""
        return _Microseconds() if dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """From Python to the database. Raises `ValueError` for a datetime without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        is_number = dialect.name == "sqlite"
        return (value - EPOCH) // MICROSECOND if is_number else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, _: Dialect) -> datetime | None:
        """From the database to Python."""
        if value is None:
            return None
        is_number = isinstance(value, int)
        return EPOCH + timedelta(microseconds=value) if is_number else value.astimezone(UTC)


class MinuteOfDay(_Converted[time]):
    """A local wall-clock time as minutes since midnight, 0 to 1439. Refuses seconds."""

    impl = SmallInteger
    cache_ok = True

    def _plain(self, value: time) -> int:
        if value.second or value.microsecond or value.tzinfo:
            raise ValueError("a time of day has whole minutes and no time zone")
        return value.hour * 60 + value.minute

    @staticmethod
    def value_of(plain: int) -> time:
        """The time that many minutes after midnight."""
        return time(*divmod(plain, 60))

    def _value(self, plain: int) -> time:
        return self.value_of(plain)


class Weekdays(_Converted[frozenset[int]]):
    """Weekdays as bits: Monday is 1, Sunday 64."""

    impl = SmallInteger
    cache_ok = True

    def _plain(self, value: frozenset[int]) -> int:
        return sum(1 << day for day in value)

    @staticmethod
    def value_of(plain: int) -> frozenset[int]:
        """The weekdays of these bits."""
        return frozenset(day for day in range(7) if plain >> day & 1)

    def _value(self, plain: int) -> frozenset[int]:
        return self.value_of(plain)


class OneOf(_Converted[E], Generic[E]):
    """A member of an enumeration, as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def _plain(self, value: E) -> str:
        return self.kind(value).value

    def _value(self, plain: str) -> E:
        return self.kind(plain)


class SetOf(_Converted[frozenset[E]], Generic[E]):
    """Members of an enumeration, as their texts, sorted and separated by spaces."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def _plain(self, value: frozenset[E]) -> str:
        return " ".join(sorted(each.value for each in value))

    def _value(self, plain: str) -> frozenset[E]:
        return frozenset(map(self.kind, plain.split()))


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""Partial indexes declare their condition for SQLite. PostgreSQL's is the same, but naming it would
load its dialect at each start; the migrations create it."""


def owner(**options: Any) -> Column[int]:
    """The column with the id of the person whose row it is; the row is deleted with them."""
    person = ForeignKey("people.id", ondelete="CASCADE")
    return Column("person_id", BigInteger, person, nullable=False, **options)
