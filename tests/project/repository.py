"""The files of the project, and small readers for what tests compare."""

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

_NOT_OURS = frozenset({".git", ".venv", ".limber", "__pycache__", "build", "dist"})


def read(path: str) -> str:
    """The text of a file, named from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every file that git tracks or would add; without git, all except generated ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
        found = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # an archive without git
        found = [path for path in ROOT.rglob("*") if not _NOT_OURS & set(path.parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def texts() -> Iterator[tuple[str, str]]:
    """Every text file by its name from the root; pictures are left out."""
    for path in files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def section(markdown: str, heading: str) -> str:
    """The text below a heading, up to the next one of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", markdown, re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"there is no heading {heading!r}"
    return found[1]


def table(text: str) -> list[tuple[str, ...]]:
    """The rows of the first table in a text, without its header."""
    found = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert found is not None, "there is no table"
    lines = found[0].splitlines()[2:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def quoted(text: str) -> list[str]:
    """Everything between backticks on one line."""
    return re.findall(r"`([^`\n]+)`", text)
