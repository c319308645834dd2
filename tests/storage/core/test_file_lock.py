"""One process per file, and only its owner may read it."""

import errno
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.core import file_lock, sqlite_file
from bot.storage.core.errors import StorageUnavailable
from bot.storage.core.file_lock import lock_file
from tests.project.repository import ROOT

HOLDER = """
import sys
from pathlib import Path
from bot.storage.core.file_lock import lock_file
with lock_file(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_who_holds_the_file(tmp_path: Path) -> None:
    file = tmp_path / "limber.db"
    with (
        lock_file(file),
        pytest.raises(StorageUnavailable, match=f"process {os.getpid()} on .*LIMBER_DATA"),
        lock_file(file),
    ):
        pass
    with lock_file(file):
        pass


def test_another_path_to_the_same_file_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    with (
        lock_file(tmp_path / "data" / "limber.db"),
        pytest.raises(StorageUnavailable),
        lock_file(tmp_path / "link" / ".." / "data" / "limber.db"),
    ):
        pass


def test_two_files_in_one_folder_have_separate_locks(tmp_path: Path) -> None:
    with lock_file(tmp_path / "one.db"), lock_file(tmp_path / "two.db"):
        pass


def test_a_killed_process_releases_its_lock(tmp_path: Path) -> None:
    file = tmp_path / "limber.db"
    holder = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", HOLDER, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StorageUnavailable, match=str(holder.pid)), lock_file(file):
            pass
        holder.kill()
        holder.wait(60)
        with lock_file(file):
            pass


def test_a_file_system_without_locks_does_not_stop_a_single_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(file: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    with caplog.at_level(logging.WARNING), lock_file(tmp_path / "limber.db"):
        pass
    assert "start only one Limber" in caplog.text


def test_created_folders_are_private(tmp_path: Path) -> None:
    with lock_file(tmp_path / "a" / "b" / "limber.db"):
        pass
    for folder in (tmp_path / "a", tmp_path / "a" / "b"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_files_of_an_older_limber_become_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    (folder / "limber.db").touch(mode=0o644)
    sqlite_file.prepare(folder / "limber.db")
    sqlite_file.close_folder(folder)
    assert (folder / "limber.db").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_current_directory_keeps_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "home" / "project"
    here.mkdir(parents=True)
    for folder in (here, here.parent):
        folder.chmod(0o755)
    monkeypatch.chdir(here)
    for folder in (here, here.parent):
        sqlite_file.close_folder(folder)
        assert folder.stat().st_mode & 0o777 == 0o755
