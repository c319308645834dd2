"""The content is parsed once, and its cache never hides a change."""

import os
from pathlib import Path

import pytest

from bot.content import loader, parsed_cache
from bot.content.folder import find_folder
from bot.content.problems import BrokenContent
from tests.content.builders import ContentFolder

UNREADABLE = AssertionError("the files were read again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "content.pickle"


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise UNREADABLE

    monkeypatch.setattr(loader, "load", refuse)


def test_the_second_start_reads_no_file_and_has_the_same_content(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = parsed_cache._load(find_folder(), file)
    forbid_reading(monkeypatch)
    again = parsed_cache._load(find_folder(), file)
    assert again.catalogue == first.catalogue == uncached(monkeypatch)
    texts, texts_again = first.translations, again.translations
    assert texts_again.languages == texts.languages
    assert texts_again.of("en").keys() == texts.of("en").keys()
    assert texts_again.of("en").say("command-help") == texts.of("en").say("command-help")


def uncached(monkeypatch: pytest.MonkeyPatch) -> object:
    """The content parsed without a cache."""
    monkeypatch.undo()
    return loader.load(find_folder())


def test_a_changed_text_is_seen_though_size_and_time_are_the_same(
    folder: ContentFolder, file: Path
) -> None:
    path = folder.path / "translations" / "en.ftl"
    path.write_text("call = Call 112\n", encoding="utf-8")
    parsed_cache._load(folder.path, file)
    before = path.stat()
    path.write_text("call = Call 999\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    texts = parsed_cache._load(folder.path, file).translations
    assert texts.of("en").say("call") == "Call 999"


def test_content_broken_after_caching_stops_the_start(folder: ContentFolder, file: Path) -> None:
    parsed_cache._load(folder.path, file)
    folder.remove("exercises/curl/poster.png")
    with pytest.raises(BrokenContent):
        parsed_cache._load(folder.path, file)


def test_broken_texts_are_refused_at_every_start(folder: ContentFolder, file: Path) -> None:
    path = folder.path / "translations" / "en.ftl"
    path.write_text(path.read_text(encoding="utf-8") + "\nhalf a text\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BrokenContent):
            parsed_cache._load(folder.path, file)


@pytest.mark.parametrize("damage", ["cut", "turned", "emptied"])
def test_a_damaged_cache_file_is_ignored(
    folder: ContentFolder, file: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed_cache._load(folder.path, file)
    raw = file.read_bytes()
    file.write_bytes({"cut": raw[:-1], "turned": raw[:-1] + b"!", "emptied": b""}[damage])
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="read again"):
        parsed_cache._load(folder.path, file)


def test_the_content_is_read_if_the_cache_cannot_be_written(
    folder: ContentFolder, tmp_path: Path
) -> None:
    (tmp_path / "in the way").touch()
    read = parsed_cache._load(folder.path, tmp_path / "in the way" / "content.pickle")
    assert read.catalogue.exercises


def test_only_the_programs_own_content_is_cached(folder: ContentFolder) -> None:
    parsed_cache.load_cached(folder.path)
    assert list(folder.path.rglob("*.pickle")) == []
