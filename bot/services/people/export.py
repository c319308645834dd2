"""Taking everything along: all rows of a person as plain values, and as files."""

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
"""A spreadsheet takes a text that begins so for something to compute."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A zip wants a date; this is its first one."""


@dataclass(frozen=True, slots=True)
class Export:
    """Rows by table, as they stood at a moment (UTC).

    They are made plain where they are written: for years of rows that takes long enough to belong
    into a thread.
    """

    at: datetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Exports:
    """What `/export` hands out."""

    unit: UnitOfWorkFactory
    clock: Clock

    async def of(self, person: Person) -> Export:
        """Everything that is kept about the person."""
        async with self.unit() as uow:
            rows = await uow.people.everything(person.id)
        return Export(self.clock.now(), rows)


def plain(value: Any) -> Any:
    """A value as JSON has it: moments and times in ISO 8601, sets as sorted lists."""
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
    """One JSON document."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": plain(export.at)}
    tables = {table: [_plain_row(row) for row in rows] for table, rows in export.tables.items()}
    return json.dumps(head | tables, ensure_ascii=False, indent=1).encode()


def as_csv(export: Export) -> bytes:
    """A zip with one CSV a table; a table without rows has its file too."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in export.tables.items():
            # The same rows make the same bytes: a zip would else note when it was written.
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
