"""Saving a world in a folder: soon, completely, and readable again."""

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from bot.sandbox import BrokenWorld, World, WorldStore
from bot.sandbox.world import user_actions


async def test_a_closed_world_is_loaded_with_its_files(tmp_path: Path) -> None:
    store = WorldStore(tmp_path)
    world = store.load()
    store.watch(world)
    person = world.add_person("Alex")
    user_actions.send_media(world, person, world.files.add("document", b"bytes", "a.txt", None))
    await store.close()
    again = WorldStore(tmp_path).load()
    assert again.people[person.id].first_name == "Alex"
    assert [file.data for file in again.files] == [b"bytes"]


async def test_a_change_is_saved_automatically(tmp_path: Path) -> None:
    store = WorldStore(tmp_path)
    world = World()
    store.watch(world)
    person = world.add_person("Alex")
    async with asyncio.timeout(5):
        while person.id not in WorldStore(tmp_path).load().people:  # noqa: ASYNC110 - a file has no event
            await asyncio.sleep(0.02)
    await store.close()


@pytest.mark.parametrize(
    "content", ["", '{"version": 1, "people"', "[]", '{"version": 99}', "\x00" * 100]
)
def test_a_broken_file_is_reported_and_left_unchanged(tmp_path: Path, content: str) -> None:
    path = tmp_path / "world.json"
    path.write_text(content)
    with pytest.raises(BrokenWorld, match="put a copy of that file back"):
        WorldStore(tmp_path).load()
    assert path.read_text() == content
    assert [each.name for each in tmp_path.iterdir()] == ["world.json"]


async def test_a_deleted_folder_is_logged_once_and_not_recreated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "demo"
    store = WorldStore(folder)
    world = store.load()
    store.watch(world)
    await store._write()
    assert (folder / "world.json").exists()
    shutil.rmtree(folder)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            world.add_person("Alex")
            await store._write()
        await store.close()
    (record,) = caplog.records
    assert str(folder / "world.json") in record.message
    assert not folder.exists()
