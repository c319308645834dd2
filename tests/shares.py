"""A share of many similar test cases: these always run, and the rest with `--whole` or `--all`."""

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(count: int, cases: Iterable[Any]) -> list[Any]:
    """Mark all cases but each `count`-th as the rest; the first one always runs."""
    return [
        pytest.param(case, marks=pytest.mark.rest) if number % count else case
        for number, case in enumerate(cases)
    ]
