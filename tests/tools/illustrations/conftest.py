"""Fixtures for the pictures: without the drawing libraries these tests are skipped."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest

EXERCISES = Path(__file__).parents[3] / "content" / "exercises"


@pytest.fixture
def pose_file(tmp_path: Path) -> Path:
    """A valid pose.yaml in a folder of its own, which the test may break."""
    original = EXERCISES / "knees-to-chest-single" / "pose.yaml"
    copy = tmp_path / "knees-to-chest-single" / "pose.yaml"
    copy.parent.mkdir()
    copy.write_text(original.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


@pytest.fixture(scope="session")
def drawing() -> None:
    """What draws: skips where it is not installed, fails in CI."""
    for library in ("skia", "PIL", "av"):
        try:
            importlib.import_module(library)
        except ImportError as error:
            missing = f"drawing needs {library}: pip install '.[art]' ({error})"
            if os.environ.get("CI") == "true":
                pytest.fail(missing, pytrace=False)
            pytest.skip(missing)
