"""Deliveries as rows: their keys, and how they are read."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_

from bot.domain.people.person import PersonId
from bot.domain.reminders.delivery import Delivery, DeliveryKey
from bot.storage.core.tables import DELIVERIES

_C = DELIVERIES.c
KEY = (_C.person_id, _C.local_date, _C.slot, _C.round)
VALUE = (*KEY, _C.due_at, _C.day, _C.attempts)
"""The columns that `from_row` needs."""


def named(key: DeliveryKey) -> ColumnElement[bool]:
    """The condition that selects the delivery with that key."""
    return and_(
        _C.person_id == key.person,
        _C.local_date == key.date,
        _C.slot == key.slot,
        _C.round == key.round,
    )


def values_of(key: DeliveryKey) -> tuple[int, date, int, int]:
    """The column values of a key, in the order of `KEY`."""
    return key.person, key.date, key.slot, key.round


def key_of(row: Row[*tuple[Any, ...]]) -> DeliveryKey:
    """The key of a row."""
    return DeliveryKey(PersonId(row.person_id), row.local_date, row.slot, row.round)


def from_row(row: Row[*tuple[Any, ...]]) -> Delivery:
    """The delivery of a row."""
    return Delivery(key_of(row), row.due_at, row.day, row.attempts)
