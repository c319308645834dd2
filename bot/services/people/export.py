"""Export all rows of a person, as JSON or as CSV files."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.domain.people.person import Person
from bot.services.people.people import UnitOfWorkFactory
from bot.services.ports import Clock

FORMAT = "limber-export"
VERSION = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet may run a text that begins with one of these as a formula."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Zip entries need a date; this is the earliest possible one."""


@dataclass(frozen=True, slots=True)
class Export:
    """Rows by table, as of a moment (UTC).

    The values are converted when they are written: years of rows take long enough that this
    belongs in a thread.
    """

    at: datetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Exports:
    """Creates exports for `/export`."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def of(self, person: Person) -> Export:
        """Everything that is stored about the person."""
        async with self.unit() as uow:
            rows = await uow.people.everything(person.id)
        return Export(self.clock.now(), rows)


def plain(value: Any) -> Any:
    """A value for JSON: dates and times in ISO 8601, sets as sorted lists."""
    match value:
        case frozenset():
            return sorted(plain(each) for each in value)
        case datetime() | date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case _:
            return value


def as_json(export: Export) -> bytes:
    """The export as one JSON document."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": plain(export.at)}
    tables = {table: [_plain_row(row) for row in rows] for table, rows in export.tables.items()}
    return json.dumps(head | tables, ensure_ascii=False, indent=1).encode()


def as_csv(export: Export) -> bytes:
    """The export as a zip with one CSV file per table, including tables without rows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in export.tables.items():
            # The same rows make the same bytes; by default a zip contains the time of writing.
            entry = zipfile.ZipInfo(f"{table}.csv", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _csv(rows))
    return packed.getvalue()


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items()}


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    written = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(written, list(rows[0]))
        writer.writeheader()
        writer.writerows(
            {name: _cell(value) for name, value in _plain_row(row).items()} for row in rows
        )
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
