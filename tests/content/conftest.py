"""The content that ships, loaded once, and a small folder that a test may break."""

from pathlib import Path

import pytest

from bot.content.catalogue import Catalogue
from tests import ready
from tests.content.builders import ContentFolder, a_content_folder


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """A small, valid folder of the test's own."""
    return a_content_folder(tmp_path / "content")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The content that ships."""
    return ready.shipped()[0]
