"""Draw missing and outdated pictures: `python -m bot.tools.illustrations content/`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.tools.illustrations.jobs import check_all_frames, draw_anew, draw_missing, run


def pose_files(content: Path, only: Iterable[str] = ()) -> list[Path]:
    """Return the pose files of a content folder by exercise id: all, or only some."""
    wanted = frozenset(only)
    found = sorted((content / "exercises").glob("*/pose.yaml"))
    return [path for path in found if not wanted or path.parent.name in wanted]


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns 1 when a pose file has to be fixed first."""
    parser = argparse.ArgumentParser(prog="python -m bot.tools.illustrations", description=__doc__)
    parser.add_argument("content", type=Path, help="the folder that holds exercises/")
    parser.add_argument("only", nargs="*", help="exercise ids; all of them when left out")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="draw nothing, check every frame")
    choice.add_argument("--anew", action="store_true", help="draw also what is up to date")
    choice.add_argument("--sheet", type=Path, metavar="PNG", help="put all posters on one sheet")
    chosen = parser.parse_args(arguments)
    files = pose_files(chosen.content, chosen.only)
    unknown = sorted(set(chosen.only) - {path.parent.name for path in files})
    problems = [f"there is no {chosen.content}/exercises/{name}/pose.yaml" for name in unknown]
    if chosen.sheet:
        from bot.tools.illustrations.poster import write_sheet

        sys.stdout.write(f"{write_sheet(files, chosen.sheet)}\n")
        return 0
    work = check_all_frames if chosen.check else draw_anew if chosen.anew else draw_missing
    done, found = run(files, work)
    problems += found
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    if not problems:
        sys.stdout.write(f"{done} {'movements are' if chosen.check else 'pictures were'} ")
        sys.stdout.write("good.\n" if chosen.check else "drawn; the others are up to date.\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
