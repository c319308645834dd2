"""Real processes of Limber, and waiting for them: at a pipe or at an HTTP address, never for time.

A real process uses the machine's own clock, which no test can move. So these helpers poll until a
condition holds, with a deadline that only a broken program reaches.
"""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TypeVar

from bot.config import SETTINGS
from tests.project.repository import ROOT

PATIENCE = 60.0
"""Seconds until a wait is given up: long enough for a busy machine."""

_PAUSE = 0.05
_OURS = {name for each in SETTINGS for name in (each.name, f"{each.name}_FILE")}

Seen = TypeVar("Seen")


def environment(**settings: str) -> dict[str, str]:
    """The environment with these settings of Limber and no others."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**kept, **settings}


def finished(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Limber to its end."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@dataclass(frozen=True)
class Running:
    """A process of Limber, and the line in which it said that it is ready."""

    process: subprocess.Popen[str]
    errors: IO[str]
    said: str

    @property
    def url(self) -> str:
        """The address in that line."""
        return next(word.rstrip(".") for word in self.said.split() if word.startswith("http://"))

    def stop(self) -> tuple[int, str, float]:
        """Ask it to stop (SIGTERM): its exit code, its standard error, and the seconds it took."""
        asked = time.monotonic()
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        took = time.monotonic() - asked
        self.errors.seek(0)
        return code, self.errors.read(), took

    def dies(self) -> None:
        """Kill it (SIGKILL)."""
        self.process.kill()
        self.process.wait(PATIENCE)


@contextmanager
def running(
    errors: IO[str], *arguments: str, module: str = "bot", **settings: str
) -> Iterator[Running]:
    """Start a command of Limber and wait until it says that it is ready."""
    with started(errors, *arguments, module=module, **settings) as process:
        yield Running(process, errors, _first_line(process, errors))


@contextmanager
def started(
    errors: IO[str], *arguments: str, module: str = "bot", **settings: str
) -> Iterator[subprocess.Popen[str]]:
    """Start a command of Limber without waiting."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _first_line(process: subprocess.Popen[str], errors: IO[str]) -> str:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], PATIENCE)
    line = process.stdout.readline() if readable else ""
    if not line:
        process.kill()
        errors.seek(0)
        raise AssertionError(f"it did not become ready: {errors.read()}")
    return line.strip()


def until(look: Callable[[], Seen | None]) -> Seen:
    """Wait until `look` returns something. See the top of this file for why it waits."""
    deadline = time.monotonic() + PATIENCE
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise AssertionError("the wait timed out")
        time.sleep(_PAUSE)
    return seen
