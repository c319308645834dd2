"""Draw all posters anew: `python -m bot.illustrations content/`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.illustrations.fields import PoseFileError


def pose_files(content: Path) -> list[Path]:
    """Return the pose files of a content folder, by exercise id."""
    return sorted((content / "exercises").glob("*/pose.yaml"))


def render_all(content: Path, only: frozenset[str] = frozenset()) -> list[str]:
    """Draw each exercise's poster; return every problem met, and keep going past it."""
    try:
        from bot.illustrations.poster import write_poster
    except ImportError as error:
        return [f"the drawing libraries are not all here ({error}); pip install '.[art]'"]
    problems: list[str] = []
    for path in pose_files(content):
        if only and path.parent.name not in only:
            continue
        try:
            written = write_poster(path)
        except PoseFileError as error:
            problems += error.problems
        else:
            sys.stdout.write(f"{written} ({written.stat().st_size / 1024:.0f} KB)\n")
    return problems


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 1 when a pose file has to be mended first."""
    parser = argparse.ArgumentParser(prog="python -m bot.illustrations", description=__doc__)
    parser.add_argument("content", type=Path, help="the folder that holds exercises/")
    parser.add_argument("only", nargs="*", help="exercise ids; all of them when left out")
    chosen = parser.parse_args(arguments)
    problems = render_all(chosen.content, frozenset(chosen.only))
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
