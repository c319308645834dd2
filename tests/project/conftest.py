"""Fixtures of the project's tests: logs as they were, and a file for the errors of processes."""

import logging
import tempfile
from collections.abc import Iterator
from typing import IO

import pytest

from bot.config import SETTINGS


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Restore the root logger, which commands set up for themselves."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the settings of the user who runs the tests."""
    for each in SETTINGS:
        monkeypatch.delenv(each.name, raising=False)
        monkeypatch.delenv(f"{each.name}_FILE", raising=False)


@pytest.fixture
def errors() -> Iterator[IO[str]]:
    """A file for the standard error of a process: a pipe that nobody reads would fill up."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        yield file
