"""The operator is told when the data folder is deleted under a running bot."""

import logging
import shutil
from pathlib import Path

import pytest

from bot.storage.core.database import Database
from bot.storage.core.file_presence import FilePresence


def test_a_deleted_folder_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "data" / "limber.db"
    file.parent.mkdir()
    file.touch()
    presence = FilePresence(file)
    with caplog.at_level(logging.WARNING):
        presence.look()
        assert presence.is_there()
        assert caplog.records == []
        shutil.rmtree(file.parent)
        for _ in range(3):
            presence.look()
    assert not presence.is_there()
    (record,) = caplog.records
    assert str(file) in record.message
    assert "limber restore" in record.message


def test_a_replaced_file_counts_as_missing(tmp_path: Path) -> None:
    file = tmp_path / "limber.db"
    file.touch()
    presence = FilePresence(file)
    (tmp_path / "new").touch()
    (tmp_path / "new").replace(file)
    assert not presence.is_there()


async def test_a_database_in_normal_use_is_present(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.people.ids()
        await uow.commit()
    assert database.presence.is_there()
