"""Fixtures: the shipped content, loaded once, and a small content folder to break."""

from pathlib import Path

import pytest

from bot.content.catalogue import Catalogue
from tests import ready
from tests.content.builders import ContentFolder, a_content_folder


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """A small, valid folder for one test."""
    return a_content_folder(tmp_path / "content")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped content."""
    return ready.shipped().catalogue
