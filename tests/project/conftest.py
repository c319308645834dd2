"""What the project's own tests have: logs as they were, and a place for what processes say."""

import logging
import tempfile
from collections.abc import Iterator
from typing import IO

import pytest

from bot.config import SETTINGS


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A command sets the root logger up for itself; give it back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests reaches them."""
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)
        monkeypatch.delenv(f"{each.name}_FILE", raising=False)


@pytest.fixture
def errors() -> Iterator[IO[str]]:
    """A file for what a process complains of: a pipe that nobody reads would fill up."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        yield file
