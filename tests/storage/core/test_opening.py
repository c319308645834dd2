"""A database that cannot be used is refused in one clear sentence, without the password."""

import asyncio
import os
import socket
import stat
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.storage.core import database_url, driver_errors, engine
from bot.storage.core.database import Database
from bot.storage.core.errors import StorageUnavailable

SECRET = "hunter2"
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


async def _refused(url: str) -> str:
    with pytest.raises(StorageUnavailable) as caught:
        await Database.open(url)
    said = str(caught.value)
    assert SECRET not in said
    assert "\n" not in said
    assert said.endswith(".")
    assert ":" in said
    return said


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file, not a folder")
    said = await _refused(f"sqlite:///{tmp_path}/folder/limber.db")
    assert "cannot be opened for writing" in said
    assert str(tmp_path / "folder") in said


@not_root
@pytest.mark.parametrize("what", ["folder", "file"])
async def test_an_unwritable_path_is_named(tmp_path: Path, what: str) -> None:
    file = tmp_path / "folder" / "limber.db"
    file.parent.mkdir()
    locked = file.parent
    if what == "file":
        await (await Database.open(f"sqlite:///{file}")).close()
        locked = file
    locked.chmod(stat.S_IRUSR | (stat.S_IXUSR if what == "folder" else 0))
    said = await _refused(f"sqlite:///{file}")
    assert "cannot be opened for writing" in said
    assert str(file) in said
    locked.chmod(stat.S_IRWXU)


async def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened for writing" in await _refused(f"sqlite:///{tmp_path}")


async def test_a_file_that_is_not_a_database_is_not_changed(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Dear diary, " * 200)
    assert "is not a database" in await _refused(f"sqlite:///{file}")
    assert file.read_text() == "Dear diary, " * 200


async def test_a_database_that_another_process_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/limber.db"
    database = await Database.open(url)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    async with database.unit_of_work() as uow:
        await uow.people.ids()
        assert "Another process is writing" in await _refused(url)
    await database.close()


async def test_a_missing_folder_is_created_and_the_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "down" / "limber.db"
    await (await Database.open(f"sqlite:///{file}")).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_missing_server_does_not_answer() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = await _refused(f"postgresql://limber:{SECRET}@127.0.0.1:{port}/limber")
    assert "does not answer" in said
    assert f"127.0.0.1:{port}" in said


async def test_a_silent_server_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.05)
    writers: list[asyncio.StreamWriter] = []
    mute = await asyncio.start_server(lambda _, writer: writers.append(writer), "127.0.0.1", 0)
    port = mute.sockets[0].getsockname()[1]
    assert "does not answer" in await _refused(f"postgres://limber:{SECRET}@127.0.0.1:{port}/x")
    for writer in writers:
        writer.close()
    mute.close()
    await mute.wait_closed()


async def test_a_login_that_does_not_exist_is_refused(postgresql_server: str) -> None:
    url = postgresql_server.replace("postgres@", f"stranger:{SECRET}@")
    assert "refuses the login" in await _refused(f"{url}/postgres")


def test_a_wrong_password_is_a_refused_login() -> None:
    address = database_url.read(f"postgresql://limber:{SECRET}@db/limber")
    said = driver_errors.sentence(address, asyncpg.InvalidPasswordError("no"))
    assert "refuses the login" in said
    assert SECRET not in said


async def test_a_database_that_does_not_exist_is_named(postgresql_server: str) -> None:
    said = await _refused(f"{postgresql_server}/nowhere")
    assert "has no database 'nowhere'" in said


@pytest.mark.parametrize(
    "url",
    [
        "",
        "limber.db",
        f"mysql://limber:{SECRET}@db/limber",
        f"postgresql://limber:{SECRET}@db:port/limber",
        f"postgresql://limber:{SECRET}@db",
        f"postgresql://limber:{SECRET}@db/limber?channel=4",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///limber.db?mode=ro",
    ],
)
async def test_an_invalid_url_is_refused_with_the_right_format(url: str) -> None:
    said = await _refused(url)
    assert "database URL" in said


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_postgresql_scheme_is_accepted(scheme: str) -> None:
    address = database_url.read(f"{scheme}://limber:{SECRET}@db:5433/limber?sslmode=require")
    assert address.url.drivername == "postgresql+asyncpg"
    assert dict(address.url.query) == {"ssl": "require"}
    assert address.name == "'limber' at db:5433"


def test_sqlite_paths_are_relative_with_three_slashes_absolute_with_four() -> None:
    assert database_url.read("sqlite:///data/limber.db").file == Path("data/limber.db")
    assert database_url.read("sqlite:////data/limber.db").file == Path("/data/limber.db")
