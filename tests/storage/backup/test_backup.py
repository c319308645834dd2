"""Backups restore everything on either kind of database, and a bad file changes nothing."""

import asyncio
import gzip
import json
import re
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import PersonId
from bot.storage.backup import archive, backup
from bot.storage.core import schema
from bot.storage.core.columns import UtcDateTime
from bot.storage.core.database import Database
from bot.storage.core.errors import DatabaseFailed, StorageUnavailable
from bot.storage.core.tables import METADATA
from tests.conftest import wiped
from tests.storage.builders import ADA, BEN, NOW, a_past_session, a_person, keep
from tests.storage.people.test_people import _live


def nothing(done: int, total: int) -> None:
    """A progress callback that does nothing."""


def lines(file: Path) -> list[Any]:
    """The lines of a backup as values."""
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


def contents(file: Path) -> list[Any]:
    """The contents of a backup without its creation time."""
    head, *rows, _digest = lines(file)
    return [{**head, "made_at": ""}, *rows]


async def full(url: str) -> None:
    """Fill a database with every kind of row."""
    database = await Database.open(url)
    await keep(database, a_person(BEN))
    await _live(database, ADA)
    async with database.unit_of_work() as uow:
        await uow.uploads.save(1, "digest", "file")
        # The newest session is deleted: its id must not be reused.
        last = await uow.sessions.add(a_past_session(BEN), NOW)
        await uow.people.connection.execute(
            text("DELETE FROM workouts WHERE id = :id"), {"id": last.id}
        )
        await uow.commit()
    await database.close()


async def test_a_backup_is_restored_in_sqlite(database_url: str, tmp_path: Path) -> None:
    await full(database_url)
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    head = await backup.backup(database_url, first, NOW, nothing)
    assert {each.name for each in head.tables} == set(METADATA.tables)
    assert all(each.rows for each in head.tables if each.name in {"people", "workouts"})

    there = f"sqlite:///{tmp_path / 'there.db'}"
    assert await backup.restore(there, first, nothing) == head
    await backup.backup(there, second, NOW, nothing)
    assert contents(second) == contents(first)
    await goes_on(there, head)


async def test_a_backup_is_restored_in_postgresql(
    database_url: str, tmp_path: Path, postgresql_server: str
) -> None:
    await full(database_url)
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    head = await backup.backup(database_url, first, NOW, nothing)
    there = f"{postgresql_server}/postgres"
    await wiped(there)
    assert await backup.restore(there, first, nothing) == head
    await backup.backup(there, second, NOW, nothing)
    assert contents(second) == contents(first)
    await goes_on(there, head)


async def goes_on(url: str, head: archive.Head) -> None:
    """The restored database works, and reuses no id."""
    (last,) = (each.last for each in head.tables if each.name == "workouts")
    database = await Database.open(url)
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == (ADA, BEN)
        assert last is not None
        assert (await uow.sessions.add(a_past_session(ADA), NOW)).id > last
    await database.close()


async def test_only_its_owner_can_read_a_backup(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'here.db'}", tmp_path / "backup.gz"
    await full(url)
    await backup.backup(url, file, NOW, nothing)
    assert file.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.glob("*.part")] == []


async def test_the_bot_keeps_running_during_a_backup(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await full(database_url)
    database = await Database.open(database_url)
    written = archive._write

    async def and_somebody_joins(*arguments: Any) -> None:
        await asyncio.wait_for(keep(database, a_person(PersonId(5))), 5)
        await written(*arguments)

    monkeypatch.setattr(archive, "_write", and_somebody_joins)
    head = await backup.backup(database_url, tmp_path / "backup.gz", NOW, nothing)
    await database.close()
    assert {each.rows for each in head.tables if each.name == "people"} == {2}


async def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    file.write_text("precious")
    with pytest.raises(StorageUnavailable, match="there already"):
        await backup.backup(f"sqlite:///{tmp_path / 'here.db'}", file, NOW, nothing)
    assert file.read_text() == "precious"


async def test_a_database_with_people_is_not_changed(database_url: str, tmp_path: Path) -> None:
    await full(database_url)
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    await backup.backup(database_url, first, NOW, nothing)
    with pytest.raises(StorageUnavailable, match="not empty"):
        await backup.restore(database_url, first, nothing)
    await backup.backup(database_url, second, NOW, nothing)
    assert contents(first) == contents(second)


def changed(file: Path, change: Callable[[list[Any]], None], *, sign: bool) -> Path:
    """A changed copy of a backup; `sign` gives it a matching digest."""
    found = lines(file)[:-1]
    change(found)
    copy = file.with_name("changed.gz")
    with gzip.GzipFile(copy, "wb") as raw:
        writer = archive._Writer(raw)
        for each in found:
            writer.line(each)
        if not sign:
            writer.line("one more")
        writer.end()
    return copy


def drop_a_row(found: list[Any]) -> None:
    found.pop()


def change_the_head(**values: Any) -> Callable[[list[Any]], None]:
    def change(found: list[Any]) -> None:
        found[0] |= values

    return change


def orphan(found: list[Any]) -> None:
    """Remove one person but keep their rows."""
    found[0]["tables"][0 if found[0]["tables"][0]["name"] == "people" else 1]["rows"] -= 1
    del found[next(i for i, row in enumerate(found) if isinstance(row, list) and ADA in row)]


@pytest.fixture
async def good(tmp_path: Path) -> Path:
    """An intact backup."""
    url, file = f"sqlite:///{tmp_path / 'here.db'}", tmp_path / "good.gz"
    await full(url)
    await backup.backup(url, file, NOW, nothing)
    return file


async def refuses(file: Path, why: str) -> None:
    there = file.with_name("there.db")
    with pytest.raises(StorageUnavailable, match=why):
        await backup.restore(f"sqlite:///{there}", file, nothing)
    if there.exists():
        database = await Database.open(f"sqlite:///{there}")
        async with database.unit_of_work() as uow:
            assert await uow.people.ids() == ()
        await database.close()


async def test_a_truncated_file_is_refused(good: Path) -> None:
    cut = good.with_name("cut.gz")
    for length in (0, 10, good.stat().st_size // 2, good.stat().st_size - 1):
        cut.write_bytes(good.read_bytes()[:length])
        await refuses(cut, "damaged, or no backup")


async def test_a_file_with_any_flipped_bit_is_refused(good: Path) -> None:
    bad, body = good.with_name("bad.gz"), good.read_bytes()
    for place in range(0, len(body), 7):
        bad.write_bytes(body[:place] + bytes([body[place] ^ 0x10]) + body[place + 1 :])
        # The gzip header has a time and an operating system, which are ignored.
        with suppress(StorageUnavailable):
            assert archive.check(bad) == archive.check(good), place
            assert place < 10, place


async def test_a_file_that_is_not_a_backup_is_refused(good: Path) -> None:
    other = good.with_name("other.gz")
    for body in (b"hello", b"{}\n", b'{"limber": 1}\n', b"\xff\n"):
        other.write_bytes(gzip.compress(body))
        await refuses(other, "damaged, or no backup")
    await refuses(good.with_name("nowhere.gz"), "No such file")


def a_head(rows: int) -> bytes:
    shape = {"name": "people", "columns": ["id"], "rows": rows, "last": None}
    head = {"limber": 1, "revision": schema.head(), "made_at": "then", "tables": [shape]}
    return json.dumps(head).encode() + b"\n"


ROW = b'["' + b"a" * 4000 + b'"]\n'


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        (b"", b" " * 2**20),
        (a_head(1), b"[" * 2**19 + b"\n"),
        (a_head(1) + b"[", b"[]," * 2**18),
        (a_head(10**9), ROW * 2**10),
    ],
    ids=["a line of blanks", "nested", "a row without end", "rows without end"],
)
def test_a_decompression_bomb_is_refused_in_little_memory(
    tmp_path: Path, begins: bytes, goes_on: bytes
) -> None:
    bomb = tmp_path / "bomb.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        file.write(begins)
        for _ in range(2**26 // len(goes_on)):
            file.write(goes_on)
    assert bomb.stat().st_size < 2**20
    tracemalloc.start()
    with pytest.raises(StorageUnavailable, match="damaged, or no backup"):
        archive.check(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2**24, f"{most / 2**20:.0f} MB of 64"


async def test_a_file_that_was_changed_is_refused(good: Path) -> None:
    await refuses(changed(good, lambda _: None, sign=False), "damaged")
    await refuses(changed(good, drop_a_row, sign=True), "damaged")


async def test_a_backup_of_a_newer_limber_is_refused(good: Path) -> None:
    await refuses(changed(good, change_the_head(limber=2), sign=True), "newer Limber")
    await refuses(changed(good, change_the_head(revision="9999"), sign=True), "newer Limber")


async def test_rows_without_their_person_are_refused(good: Path) -> None:
    await refuses(changed(good, orphan, sign=True), "does not fit together")


async def test_a_backup_of_an_older_limber_is_migrated(tmp_path: Path) -> None:
    """Restore a backup of the first revision with a person in it."""
    row = {
        "id": 7, "first_name": "Ana", "language": "en", "zone": "UTC", "day_starts": 180,
        "places": "floor", "equipment": "", "bending": "unclear", "health": "",
        "consented_at": None, "joined_at": "2026-01-01T00:00:00+00:00", "hold": None,
        "paused_since": None, "paused_until": None, "reachable": True,
    }  # fmt: skip
    file = tmp_path / "old.gz"
    with gzip.GzipFile(file, "wb") as raw:
        writer = archive._Writer(raw)
        shape = {"name": "people", "columns": list(row), "rows": 1, "last": None}
        writer.line({"limber": 1, "revision": "0001", "made_at": "then", "tables": [shape]})
        writer.line(list(row.values()))
        writer.end()
    url = f"sqlite:///{tmp_path / 'there.db'}"
    await backup.restore(url, file, nothing)
    database = await Database.existing(url)
    async with database.unit_of_work() as uow:
        assert await uow.people.ids() == (PersonId(7),)
    await database.close()
    assert schema.head() != "0001"


async def test_moments_of_an_older_backup_are_unchanged(bare_url: str, tmp_path: Path) -> None:
    """Since revision 0018 SQLite stores numbers; the backups have the same rows as before."""
    here, file, again = f"sqlite:///{tmp_path / 'here.db'}", tmp_path / "0018.gz", tmp_path / "2.gz"
    await full(here)
    database = await Database.existing(here)
    joined_at, early = NOW.replace(microsecond=123_456), NOW.replace(year=1969, microsecond=1)
    some = a_person(PersonId(5), joined_at=joined_at, consented_at=early)
    await keep(database, some)
    await database.close()
    await backup.backup(here, file, NOW, nothing)

    old = changed(file, change_the_head(revision="0017"), sign=True)
    await backup.restore(bare_url, old, nothing)
    await backup.backup(bare_url, again, NOW, nothing)
    assert contents(again) == contents(file)
    database = await Database.existing(bare_url)
    async with database.unit_of_work() as uow:
        assert await uow.people.get(PersonId(5)) == some
        if bare_url.startswith("sqlite"):
            assert await _stored_moments(uow.people.connection) == {"integer", "null"}
    await database.close()


async def _stored_moments(connection: AsyncConnection) -> set[str]:
    """The types of all values in columns of moments."""
    found: set[str] = set()
    for table in METADATA.tables.values():
        moments = [each for each in table.columns if isinstance(each.type, UtcDateTime)]
        for moment in moments:
            found |= set(await connection.scalars(select(func.typeof(moment)).distinct()))
    return found


async def test_a_damaged_database_is_not_backed_up(tmp_path: Path) -> None:
    url, here = f"sqlite:///{tmp_path / 'here.db'}", tmp_path / "here.db"
    await full(url)
    body = bytearray(here.read_bytes())
    for place in range(4096 * 3, len(body), 4096):
        body[place : place + 64] = b"\xff" * 64
    here.write_bytes(body)
    with pytest.raises(StorageUnavailable, match="damaged"):
        await backup.backup(url, tmp_path / "backup.gz", NOW, nothing)
    assert not (tmp_path / "backup.gz").exists()


async def test_a_backup_before_the_first_start_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="nothing in"):
        await backup.backup(f"sqlite:///{tmp_path / 'no.db'}", tmp_path / "b.gz", NOW, nothing)
    assert list(tmp_path.iterdir()) == []


async def test_a_snapshot_is_read_only(database_url: str) -> None:
    await full(database_url)
    snapshot = await Database.existing(database_url, snapshot=True)
    with pytest.raises(DatabaseFailed) as caught:
        await keep(snapshot, a_person(PersonId(5)))
    assert re.search(r"readonly|read-only", str(caught.value.__cause__))
    await snapshot.close()
